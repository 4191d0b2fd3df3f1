const VOLUME = 0.08
const TONE_S = 0.07
const GOOD = [880, 1320]
const BAD = [220, 220]

let context: AudioContext | undefined

/** Two short rising tones for a good scan, a low one for one that needs a person. Never the only sign. */
export function playTone(isGood: boolean): void {
  context ??= new AudioContext()
  const gain = context.createGain()
  gain.gain.value = VOLUME
  gain.connect(context.destination)
  const tones = isGood ? GOOD : BAD
  for (const [at, frequency] of tones.entries()) {
    const tone = context.createOscillator()
    tone.frequency.value = frequency
    tone.connect(gain)
    tone.start(context.currentTime + at * TONE_S)
    tone.stop(context.currentTime + (at + 1) * TONE_S)
  }
}
