/** The settings that keep a company safe, as its page groups them. Their words have the same names. */
export const RULE_GROUPS = [
  {
    id: 'signIn',
    keys: [
      'auth.mfa_required',
      'auth.lockout_failures',
      'auth.lockout_min',
      'auth.access_token_min',
      'auth.refresh_days',
    ],
  },
  {
    id: 'till',
    keys: ['auth.pin_length', 'auth.pin_failures', 'till.auto_lock_s', 'approvals.till_ttl_s', 'auth.badge_needs_pin'],
  },
  { id: 'offline', keys: ['auth.offline_privileged_h', 'auth.offline_cashier_h'] },
] as const

/** What the numbers of these settings count. */
const UNITS: { readonly [key: string]: string } = {
  'auth.lockout_failures': 'attempts',
  'auth.lockout_min': 'minutes',
  'auth.access_token_min': 'minutes',
  'auth.refresh_days': 'days',
  'auth.pin_length': 'digits',
  'auth.pin_failures': 'attempts',
  'till.auto_lock_s': 'seconds',
  'approvals.till_ttl_s': 'seconds',
  'auth.offline_privileged_h': 'hours',
  'auth.offline_cashier_h': 'hours',
}

/** The word for what the number of a setting counts, by its key in the texts. */
export const unitOf = (key: string): string => `security.rules.units.${UNITS[key] ?? 'attempts'}`
