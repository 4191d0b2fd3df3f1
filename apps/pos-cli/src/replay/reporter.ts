/** Where the replay says what it does. */
export type Reporter = {
  readonly log: (line: string) => void
  readonly progress: (what: string, total: number) => Progress
}

export interface Progress {
  advance(): void
  /** Gives how many seconds it took. */
  end(): number
}
