import { MessageBar, MessageBarBody, MessageBarTitle } from '@fluentui/react-components'
import { observer } from 'mobx-react-lite'
import type { SetupAnswers } from '../../../../preload/contract/setup-answers.ts'
import { t } from '../../../../preload/contract/words.ts'
import { CheckField } from '../../../wizard/choice-fields.tsx'
import { NumberField, PasswordField, TextField } from '../../../wizard/fields.tsx'
import { FieldGrid, Note } from '../../../wizard/page-layout.tsx'
import { useSetup } from '../setup-context.ts'

/** Address and sign-in of the proxy; the password goes to the keychain at Finish and is never shown again. */
export const ProxyFields = observer(() => {
  const setup = useSetup()
  const { proxy } = setup.answers.source
  const { password } = setup
  const change = (part: Partial<SetupAnswers['source']['proxy']>) => setup.patch('source', { proxy: { ...proxy, ...part } })
  return (
    <>
      <FieldGrid>
        <TextField
          path="proxy.address"
          label={t('Address')}
          required
          value={proxy.address}
          onChange={(address) => change({ address })}
          hint={t("Host name or IP address. An HTTPS proxy isn't supported.")}
        />
        <NumberField
          path="proxy.port"
          label={t('Port')}
          required
          min={1}
          max={65535}
          value={proxy.port}
          onChange={(port) => change({ port })}
        />
        <CheckField
          path="proxy.authenticate"
          label={t('This proxy server requires authentication')}
          checked={proxy.authenticate}
          onChange={(authenticate) => change({ authenticate })}
        />
        {proxy.authenticate && (
          <>
            <TextField
              path="proxy.userName"
              label={t('User name')}
              required
              placeholder="DOMAIN\user"
              value={proxy.userName}
              onChange={(userName) => change({ userName })}
            />
            <PasswordField
              path="proxy.password"
              label={t('Password')}
              required={password.problem === null && !proxy.passwordLater}
              held={password.held}
              disabled={password.problem !== null}
              hint={password.backend ? t('Goes to {backend}, never to the lab file.', { backend: password.backend }) : undefined}
              onEntered={(value) => void password.stage(value)}
            />
          </>
        )}
      </FieldGrid>
      {proxy.authenticate && password.problem && (
        <MessageBar intent="warning" layout="multiline" data-code="keychain-missing">
          <MessageBarBody>
            <MessageBarTitle>{t("The password can't be saved.")}</MessageBarTitle>
            {t('{problem} Or go on, and enter the password later.', { problem: password.problem })} <code>keychain-missing</code>
          </MessageBarBody>
        </MessageBar>
      )}
      {proxy.authenticate && (password.problem || proxy.passwordLater) && (
        <CheckField
          path="proxy.passwordLater"
          label={t('Enter the password later')}
          checked={proxy.passwordLater}
          onChange={(passwordLater) => change({ passwordLater })}
          hint={t('Finish makes the Run As account without a password.')}
        />
      )}
      {proxy.authenticate && password.error && (
        <MessageBar intent="error" layout="multiline">
          <MessageBarBody>
            <MessageBarTitle>{password.error.message}</MessageBarTitle>
            {password.error.remedy} <code>{password.error.code}</code>
          </MessageBarBody>
        </MessageBar>
      )}
      {proxy.authenticate && (
        <Note>
          {t(
            'VMM makes a Run As account DRAProxyAccount of these credentials, and the proxy must accept it. To change its password later: VMM console, Settings, Security, Run As Accounts; then restart the VMM service.',
          )}
        </Note>
      )}
      <Note>{t('Connectivity will be verified when the Provider is registered; this console stays offline.')}</Note>
    </>
  )
})
