/** One line of the table that `npm run bench` prints. */
export type BenchRow = {
  group: string
  name: string
  value: number
  unit: string
  ratio?: number
  against?: string
  goal?: string
  ok?: boolean
  note?: string
}
