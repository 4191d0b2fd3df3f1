import { defineCommand, runCommand, runMain } from 'citty'
import { Refusal } from './refusal.ts'

const main = defineCommand({
  meta: { name: 'pos', description: 'Runs and checks a demo chain: head office and stores on this machine.' },
  subCommands: {
    up: () => import('./up/command.ts').then((module) => module.upCommand),
    store: () => import('./store/command.ts').then((module) => module.storeCommand),
    cert: () => import('./cert/command.ts').then((module) => module.certCommand),
    verify: () => import('./verify/command.ts').then((module) => module.verifyCommand),
    backup: () => import('./backup/commands.ts').then((module) => module.backupCommand),
    restore: () => import('./backup/commands.ts').then((module) => module.restoreCommand),
    'verify-audit': () => import('./verify-audit/command.ts').then((module) => module.verifyAuditCommand),
    replay: () => import('./replay/command.ts').then((module) => module.replayCommand),
  },
})

const rawArgs = process.argv.slice(2)
if (rawArgs.length === 0 || rawArgs.includes('--help')) await runMain(main, { rawArgs })
else await runCommand(main, { rawArgs }).catch(report)

function report(error: unknown): void {
  if (!(error instanceof Refusal || isWrongUse(error))) throw error
  console.error(error.message)
  process.exitCode = 1
}

function isWrongUse(error: unknown): error is Error {
  return error instanceof Error && error.name === 'CLIError'
}
