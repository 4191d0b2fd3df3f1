/** What stands before the code of an employee's badge, so that a till tells it from goods. */
export const BADGE_PREFIX = 'E.'

/** Whether a scanned code is a badge's, in whatever case the scanner sends it. */
export const isBadge = (code: string): boolean => code.toUpperCase().startsWith(BADGE_PREFIX)

/** The code of a badge as it is compared: without what stands before it, in capitals. */
export function badgeCode(scanned: string): string {
  return (isBadge(scanned) ? scanned.slice(BADGE_PREFIX.length) : scanned).toUpperCase()
}
