export { LANGUAGES, pickLanguage, type Language } from './language.ts'
export { sentence } from './sentence.ts'
export type { SentenceParams } from './format-parameter.ts'
export { reportLabel, reportTitle } from './reports.ts'
