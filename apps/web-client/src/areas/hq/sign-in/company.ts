const KEY = 'pos.company'

/** The company last signed in to on this device. */
export function rememberedCompany(): string {
  return localStorage.getItem(KEY) ?? ''
}

export function rememberCompany(company: string): void {
  localStorage.setItem(KEY, company)
}
