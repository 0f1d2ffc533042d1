import { t } from '../../../preload/contract/words.ts'
import { refuseKind } from './refusals.ts'

interface Kind {
  readonly bytes: readonly number[]
  readonly what: string
}

const ascii = (text: string): number[] => [...text].map((c) => c.charCodeAt(0))

/** First bytes of files that people rename to .csv or pick by mistake. */
const kinds: readonly Kind[] = [
  { bytes: [0x50, 0x4b, 0x03, 0x04], what: t('a ZIP or Excel workbook renamed .csv') },
  { bytes: [0x50, 0x4b, 0x05, 0x06], what: t('an empty ZIP renamed .csv') },
  { bytes: [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1], what: t('an old Office document renamed .csv') },
  { bytes: ascii('%PDF-'), what: t('a PDF') },
  { bytes: ascii('SQLite format 3\u0000'), what: t('a database or lab file') },
  { bytes: [0x1f, 0x8b], what: t('a gzip archive') },
  { bytes: ascii('7z\u00bc\u00af\u0027\u001c'), what: t('a 7-Zip archive') },
  { bytes: ascii('Rar!'), what: t('a RAR archive') },
  { bytes: [0x89, 0x50, 0x4e, 0x47], what: t('a picture') },
  { bytes: [0xff, 0xd8, 0xff], what: t('a picture') },
  { bytes: ascii('MZ\u0090'), what: t('a program') },
  { bytes: [0x7f, 0x45, 0x4c, 0x46], what: t('a program') },
  { bytes: ascii('conectix'), what: t('a virtual disk') },
  { bytes: ascii('vhdxfile'), what: t('a virtual disk') },
  { bytes: ascii('<?xml'), what: t('an XML document') },
  { bytes: ascii('<Objs'), what: t('a PowerShell CLIXML document') },
  { bytes: ascii('<!DOCTYPE'), what: t('a web page') },
  { bytes: ascii('<html'), what: t('a web page') },
  { bytes: ascii('{\\rtf'), what: t('a rich text document') },
]

/** Throws `file-kind` when the first bytes of a file show that it is no text table. */
export const checkFileKind = (file: string, head: Uint8Array, isUtf16: boolean): void => {
  const skip = head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf ? 3 : 0
  for (const kind of kinds) {
    if (kind.bytes.every((byte, i) => head[skip + i] === byte)) throw refuseKind(file, kind.what)
  }
  if (!isUtf16 && head.includes(0)) throw refuseKind(file, t('a binary file'))
}
