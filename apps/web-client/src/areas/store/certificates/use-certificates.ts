import { assert, DomainError } from '@pos/core'
import { useAction, useLoad } from '@pos/pos-logic/stores'
import { renewCertificate, showCertificates } from '@pos/shared-types'
import { useToasts } from '@pos/ui-kit'
import { computed, inject, provide, type InjectionKey } from 'vue'
import { useI18n } from 'vue-i18n'
import type { Office } from '../../../back-office/use-office.ts'

/** How the store speaks https: for the page, and counted in the menu when it ends soon. */
function followCertificates({ backend, session }: Office) {
  const { t } = useI18n()
  const toasts = useToasts()
  const held = useLoad(() => backend.execute(showCertificates, {}))
  void held.reload()
  const endsSoon = computed(() => held.data.value?.endsSoon ?? [])
  const isNone = computed(
    () => held.problem.value instanceof DomainError && held.problem.value.code === 'CERTIFICATES_MISSING',
  )
  const renewing = useAction(async (names: string[]) => {
    await backend.execute(renewCertificate, { body: { names } })
    toasts.show({ text: t('certificates.renewed') })
    await held.reload()
  })
  return { ...held, endsSoon, isNone, renewing, canRenew: computed(() => session.can('store:hardware.manage')) }
}

type Certificates = ReturnType<typeof followCertificates>

const CERTIFICATES: InjectionKey<Certificates> = Symbol('certificates')

export function provideCertificates(office: Office): Certificates {
  const certificates = followCertificates(office)
  provide(CERTIFICATES, certificates)
  return certificates
}

export function useCertificates(): Certificates {
  const certificates = inject(CERTIFICATES, undefined)
  assert(certificates, 'a page of the store is shown inside its frame')
  return certificates
}
