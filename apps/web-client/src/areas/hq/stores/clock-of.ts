/** A minute of the day as a clock shows it. @example clockOf(240) // '04:00' */
export function clockOf(minute: number): string {
  return [Math.floor(minute / 60), minute % 60].map((part) => String(part).padStart(2, '0')).join(':')
}
