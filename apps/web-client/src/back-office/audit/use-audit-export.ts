import { useAction, type Backend } from '@pos/pos-logic/stores'
import { listAuditLog, type AuditRow } from '@pos/shared-types'
import { useI18n } from 'vue-i18n'
import { useCsv } from '../use-csv.ts'
import { useOffice } from '../use-office.ts'
import { changeText, type AuditQuery } from './audit-entry.ts'
import { useAuditWords } from './use-audit-words.ts'

/** As many rows as a spreadsheet opens without trouble. */
const MOST = 20_000
const PAGE = 200

/** Puts everything behind the filters into a file. */
export function useAuditExport(query: () => AuditQuery) {
  const { t } = useI18n()
  const { backend } = useOffice()
  const { what, who, where } = useAuditWords()
  const save = useCsv()
  const column = (key: string, label: string) => ({ key, label, kind: 'text' })
  const rowOf = (entry: AuditRow) => ({
    time: new Date(entry.occurredAt).toISOString(),
    who: who(entry),
    what: what(entry),
    about: [entry.entity, entry.entityId].filter((part) => part !== null).join(' '),
    store: where(entry),
    outcome: t(`audit.outcomes.${entry.outcome}`),
    before: changeText({ before: entry.before, after: null }),
    after: changeText({ before: null, after: entry.after }),
    address: entry.ip,
    request: entry.correlationId,
  })
  return useAction(async () => {
    const columns = (['time', 'who', 'what', 'about', 'store', 'outcome'] as const).map((key) =>
      column(key, t(`audit.${key}`)),
    )
    const more = (['before', 'after', 'address', 'request'] as const).map((key) => column(key, t(`audit.entry.${key}`)))
    save('audit.csv', [...columns, ...more], (await readAll(backend, query())).map(rowOf))
  })
}

async function readAll(backend: Backend, query: AuditQuery): Promise<AuditRow[]> {
  const rows: AuditRow[] = []
  let cursor: string | undefined
  do {
    const page = await backend.execute(listAuditLog, { query: { ...query, limit: PAGE, ...(cursor && { cursor }) } })
    rows.push(...page.items)
    cursor = page.nextCursor ?? undefined
  } while (cursor !== undefined && rows.length < MOST)
  return rows
}
