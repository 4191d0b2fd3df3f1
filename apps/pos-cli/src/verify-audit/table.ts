import type { AUDIT_FAULTS } from '@pos/server-kit'
import type { AuditReport } from './verify-audit.ts'

const WORDS: Readonly<Record<(typeof AUDIT_FAULTS)[number], string>> = {
  missing: 'is missing',
  changed: 'was changed',
  not_linked: 'does not follow from the entry before it',
  forked: 'is not the entry that another record knows',
  truncated: 'and what followed it were cut off',
  anchor_forged: 'has an anchor that head office has not signed',
  anchor_key_missing:
    'has an anchor that cannot be checked: the key it was signed with is gone. Put back hq/audit-anchor-key.pem, or its public key in hq/anchors',
}

/** What was walked and the first bad entry of each chain, for the terminal. */
export function auditTable(reports: readonly AuditReport[]): string {
  const faulty = reports.filter(({ fault }) => fault !== null).length
  const end = faulty === 0 ? 'Every chain is whole.' : `${faulty} of ${reports.length} chains are not whole.`
  return [...reports.map(line), '', end].join('\n')
}

function line({ where, checked, anchors, fault }: AuditReport): string {
  const good = `${where}: ${checked.toLocaleString('en')} entries fit together`
  const anchored = anchors === undefined ? '' : `, ${anchors} anchors`
  return fault === null
    ? `${good}${anchored}`
    : `${good}${anchored}\n  FAULT entry ${fault.seq} ${WORDS[fault.problem]}`
}
