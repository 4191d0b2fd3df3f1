/** How the state of an approval is marked. */
export const STATE_TONES = {
  pending: 'accent',
  approved: 'ok',
  used: 'ok',
  rejected: 'bad',
  expired: 'neutral',
  cancelled: 'neutral',
} as const
