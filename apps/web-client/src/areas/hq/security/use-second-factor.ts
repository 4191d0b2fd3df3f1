import { useAction } from '@pos/pos-logic/stores'
import { confirmMfa, disableMfa, renewRecoveryCodes, startMfa, type ResponseOf } from '@pos/shared-types'
import { useToasts } from '@pos/ui-kit'
import { computed, shallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { useHq } from '../use-hq.ts'

type Started = ResponseOf<typeof startMfa>

/** Setting up the code app, new recovery codes, and turning it off: each ends with a code. */
export function useSecondFactor(onChanged: () => void) {
  const { t } = useI18n()
  const { backend } = useHq()
  const toasts = useToasts()
  /** The secret that is being set up. */
  const app = shallowRef<Started>()
  /** What a code is asked for. */
  const asking = shallowRef<'renew' | 'off'>()
  const codes = shallowRef<readonly string[]>()
  const code = shallowRef('')

  function close(): void {
    app.value = undefined
    asking.value = undefined
    codes.value = undefined
    code.value = ''
    onChanged()
  }

  const start = useAction(async () => {
    app.value = await backend.execute(startMfa, {})
  })

  const submit = useAction(async () => {
    const body = { code: code.value.trim() }
    if (app.value !== undefined) {
      const { challenge } = app.value
      codes.value = (await backend.execute(confirmMfa, { body: { ...body, challenge } })).recoveryCodes
      toasts.show({ text: t('security.turnedOn') })
    } else if (asking.value === 'renew') {
      codes.value = (await backend.execute(renewRecoveryCodes, { body })).recoveryCodes
    } else {
      await backend.execute(disableMfa, { body })
      toasts.show({ text: t('security.turnedOff') })
      close()
    }
  })

  const isOpen = computed({
    get: () => app.value !== undefined || asking.value !== undefined,
    set: (open) => !open && close(),
  })
  return { app, asking, code, codes, start, submit, isOpen }
}
