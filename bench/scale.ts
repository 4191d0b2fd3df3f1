import { seededRandom } from '@pos/testing'
import { Fleet } from '../packages/server-kit/test/fleet/fleet.ts'
import type { BenchRow } from './row.ts'
import { dayOf, quietStretch, restart, outage, priceChanges } from './scale/stretches.ts'

const STORES = 10_000
const SEED = 2026
const GROUP = `${STORES.toLocaleString('en')} stores in virtual time`
/** Of all stores, in one second after an outage. */
const MOST_BACK = 0.05
/** What notices are paced for, and the polls beside them. */
const MOST_PULLS_AFTER_NEWS = 800

/** What so many stores ask of head office on a day, by the real pullers, notice clients and notice board. */
export async function benchScale(): Promise<BenchRow[]> {
  const fleet = await Fleet.start(STORES, seededRandom(SEED))
  try {
    const quiet = await quietStretch(fleet)
    const news = await priceChanges(fleet)
    const short = await restart(fleet)
    const long = await outage(fleet)
    const day = dayOf([news, short.back, long.away, long.back], quiet)
    const even = STORES / 60
    const share = long.back.connectsPeak / STORES
    return [
      {
        ...row('quiet: pulls, mean', quiet.pullsPerSecond, 'pulls/s'),
        ratio: quiet.pullsPerSecond / even,
        against: 'one a minute each',
        note: `most in one second ${quiet.pullsPeak}`,
      },
      {
        ...row('a price change: pulls, most in one second', news.pullsPeak, 'pulls/s'),
        ratio: news.pullsPeak / STORES,
        against: 'all stores at once',
        goal: `< ${MOST_PULLS_AFTER_NEWS}/s`,
        ok: news.pullsPeak < MOST_PULLS_AFTER_NEWS,
        note: `the last store has it after ${(news.lastHasItMs / 1_000).toFixed(1)} s`,
      },
      backRow('a restart of 20 s', short.back),
      {
        ...row('an outage of 10 min: tries meanwhile, mean', long.away.refusalsPerSecond, 'tries/s'),
        note: `most in one second ${long.away.refusalsPeak}, when every socket closes`,
      },
      {
        ...backRow('an outage of 10 min', long.back),
        goal: `< ${MOST_BACK * 100} % of the stores`,
        ok: share < MOST_BACK && long.back.isEverybodyBack,
      },
      {
        ...row('a day with all of these: pulls', day.pulls / 1e6, 'million'),
        note: `mean ${Math.round(day.pulls / 86_400)} pulls/s, ${(day.bytes / 1e9).toFixed(1)} GB both ways, headers included`,
      },
    ]
  } finally {
    await fleet.stop()
  }
}

type Back = Awaited<ReturnType<typeof restart>>['back']

function backRow(name: string, { connectsPeak, pullsPeak, allBackMs }: Back): BenchRow {
  return {
    ...row(`${name}: reconnects, most in one second`, connectsPeak, 'sockets/s'),
    ratio: connectsPeak / STORES,
    against: 'all stores',
    note: `pulls, most in one second ${pullsPeak}; all connected after ${(allBackMs / 1_000).toFixed(0)} s`,
  }
}

function row(name: string, value: number, unit: string): BenchRow {
  return { group: GROUP, name, value: Number(value.toPrecision(3)), unit }
}
