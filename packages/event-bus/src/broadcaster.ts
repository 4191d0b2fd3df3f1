import type { EventLog } from './log.ts'

/** A client's connection, as WebSocket libraries have it. */
export interface Socket {
  send(text: string): void
  close?(code: number, reason: string): void
  /** Bytes that were sent and have not left this machine. */
  readonly bufferedAmount?: number
}

/** Tells news to clients: each socket names the topics it wants. */
export interface Broadcaster {
  /** Gives the function that ends this one subscription. Subscribing twice is subscribing once. */
  subscribe(topic: string, socket: Socket): () => void
  /** Ends all subscriptions of a socket that was closed. */
  forget(socket: Socket): void
  /**
   * Sends `message` as JSON to every socket of the topic and gives how many took it. A socket that reads too slowly or
   * cannot be written to is closed and forgotten: news are hints, and a client that comes back asks for what it missed.
   */
  broadcast(topic: string, message: Readonly<Record<string, unknown>>): number
}

export type BroadcasterOptions = {
  readonly log: EventLog
  /** Bytes that may wait for a slow socket; 1 MiB unless told. */
  readonly maxBuffered?: number
}

/** RFC 6455: the endpoint ends the connection because a policy was broken. */
const POLICY_VIOLATION = 1008

export function createBroadcaster({ log, maxBuffered = 1_048_576 }: BroadcasterOptions): Broadcaster {
  const byTopic = new Map<string, Set<Socket>>()

  function unsubscribe(topic: string, socket: Socket): void {
    const sockets = byTopic.get(topic)
    sockets?.delete(socket)
    if (sockets?.size === 0) byTopic.delete(topic)
  }

  function forget(socket: Socket): void {
    for (const topic of byTopic.keys()) unsubscribe(topic, socket)
  }

  function drop(topic: string, socket: Socket, failure: Readonly<Record<string, unknown>>): void {
    forget(socket)
    log.error({ ...failure, topic }, 'a socket was dropped')
    try {
      socket.close?.(POLICY_VIOLATION, 'too slow')
    } catch (error) {
      log.error({ err: error, topic }, 'a dropped socket could not be closed')
    }
  }

  function send(topic: string, socket: Socket, text: string): boolean {
    const buffered = socket.bufferedAmount ?? 0
    if (buffered > maxBuffered) {
      drop(topic, socket, { buffered })
      return false
    }
    try {
      socket.send(text)
      return true
    } catch (error) {
      drop(topic, socket, { err: error })
      return false
    }
  }

  return {
    subscribe(topic, socket) {
      const sockets = byTopic.get(topic) ?? new Set()
      byTopic.set(topic, sockets.add(socket))
      return () => unsubscribe(topic, socket)
    },
    forget,
    broadcast(topic, message) {
      const sockets = byTopic.get(topic)
      if (sockets === undefined) return 0
      const text = JSON.stringify(message)
      return [...sockets].filter((socket) => send(topic, socket, text)).length
    },
  }
}
