import type { PermissionCode } from '@pos/shared-types'
import type { Language } from '../language.ts'
import { permissionsEn } from './en.ts'
import { permissionsEs } from './es.ts'

const TEXTS = { en: permissionsEn, es: permissionsEs }

/** What a permission lets somebody do, in his language. */
export function permissionText(code: PermissionCode, language: Language): string {
  return TEXTS[language][code]
}
