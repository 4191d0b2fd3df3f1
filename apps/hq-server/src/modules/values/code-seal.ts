import { assert } from '@pos/core'
import { jsonAnswer, seal, unseal, type Answer, type NodeKey } from '@pos/server-kit'
import { issueGiftCard, type ResponseOf } from '@pos/shared-types'

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

  open(answer: Answer<Issued>): Answer<Issued> {
    const { content } = answer
    assert(typeof content === 'string' || Buffer.isBuffer(content), 'an answer that is kept is a text')
    const { account, code } = JSON.parse(content.toString()) as Issued
    const opened = unseal(this.#key, code, account.id)
    assert(opened, 'the answer was sealed with the key of this node')
    const told: Issued = { account, code: opened }
    return { ...answer, ...jsonAnswer<Issued>(JSON.stringify(told), issueGiftCard.status) }
  }
}
