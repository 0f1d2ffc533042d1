import { makeStyles, tokens, typographyStyles } from '@fluentui/react-components'

export const usePlanStyles = makeStyles({
  page: { flexGrow: 1, overflowY: 'auto', padding: '8px 16px 24px', display: 'flex', flexDirection: 'column', rowGap: '24px' },
  head: { display: 'flex', alignItems: 'center', justifyContent: 'space-between', columnGap: '16px', rowGap: '8px', flexWrap: 'wrap' },
  sub: { ...typographyStyles.caption1, color: tokens.colorNeutralForeground2, margin: 0 },
  buttons: { display: 'flex', columnGap: '8px', flexWrap: 'wrap', rowGap: '8px' },
  columns: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(320px, 1fr))',
    columnGap: '24px',
    rowGap: '24px',
    alignItems: 'start',
  },
  section: { display: 'flex', flexDirection: 'column', rowGap: '8px', minWidth: 0 },
  title: { ...typographyStyles.subtitle2, margin: 0 },
  note: { ...typographyStyles.body1, color: tokens.colorNeutralForeground2, margin: 0 },
  list: { margin: 0, paddingLeft: '20px' },
  subnets: { borderCollapse: 'collapse', marginTop: '4px' },
  subnet: { fontWeight: tokens.fontWeightRegular, textAlign: 'left', padding: '0 24px 0 0' },
  scroll: { overflowX: 'auto' },
  table: { ...typographyStyles.caption1, width: '100%', borderCollapse: 'collapse' },
  th: {
    ...typographyStyles.caption1Strong,
    textAlign: 'left',
    padding: '4px 12px 4px 0',
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    whiteSpace: 'nowrap',
  },
  td: {
    padding: '4px 12px 4px 0',
    verticalAlign: 'top',
    borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
    overflowWrap: 'anywhere',
  },
  figure: { textAlign: 'right', whiteSpace: 'nowrap', fontVariantNumeric: 'tabular-nums' },
})
