import { assert } from '@pos/core'
import { seal, unseal, type NodeKey } from '@pos/server-kit'
import type { issueGiftCard, ResponseOf } from '@pos/shared-types'

type Issued = ResponseOf<typeof issueGiftCard>

/** Keeps the code of a new card out of the answers that are stored for whoever asks again with the same key. */
export class CodeSeal {
  readonly #key: Buffer

  constructor(nodeKey: NodeKey) {
    this.#key = nodeKey.of('codes of new gift cards')
  }

  close({ account, code }: Issued): Issued {
    return { account, code: seal(this.#key, code, account.id) }
  }

  /** Works on the text of a stored answer. */
  open(answer: string): string {
    const { account, code } = JSON.parse(answer) as Issued
    const opened = unseal(this.#key, code, account.id)
    assert(opened, 'the answer was sealed with the key of this node')
    return JSON.stringify({ account, code: opened } satisfies Issued)
  }
}
