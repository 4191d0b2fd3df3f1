/** Event name to payload. Each module may have a map of its own; an app intersects them. A map is a `type`. */
export type EventMap = Record<string, object>

export type EventName<Events> = Extract<keyof Events, string>

/** The events of these names: tell them apart by `name`. */
export type EventOf<Events extends EventMap, Name extends keyof Events> = {
  [One in Name]: { readonly name: One; readonly payload: Readonly<Events[One]> }
}[Name]
