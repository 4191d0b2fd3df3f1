/** Which greeting fits the hour on the reader's clock. */
export function greetingAt(now: number): 'morning' | 'afternoon' | 'evening' {
  const hour = new Date(now).getHours()
  if (hour < 12) return 'morning'
  return hour < 19 ? 'afternoon' : 'evening'
}
