import { createAdapter } from '@pos/backend-adapter'
import { useLoad } from '@pos/pos-logic/stores'
import { showCertificates } from '@pos/shared-types'
import { useI18n } from 'vue-i18n'

/** The certificates of the store behind the address of the page. */
export function useCertificates() {
  const { locale } = useI18n()
  const backend = createAdapter({
    baseUrl: location.origin,
    language: () => locale.value,
    newKey: () => '',
    wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    unreachable: 'STORE_UNREACHABLE',
  })
  const certificates = useLoad(() => backend.execute(showCertificates, {}))
  void certificates.reload()
  return certificates
}
