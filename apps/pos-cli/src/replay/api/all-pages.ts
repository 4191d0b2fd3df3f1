type Page<Item> = { readonly items: readonly Item[]; readonly nextCursor: string | null }

/** Every item of a paged list. */
export async function* allPages<Item>(
  page: (place: { readonly limit: number; readonly cursor?: string }) => Promise<Page<Item>>,
): AsyncGenerator<Item> {
  let cursor: string | null = null
  do {
    const { items, nextCursor }: Page<Item> = await page({ limit: 200, ...(cursor !== null && { cursor }) })
    yield* items
    cursor = nextCursor
  } while (cursor !== null)
}
