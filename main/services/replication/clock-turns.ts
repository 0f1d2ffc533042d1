/** How the player sees wall time and gets its next turn; tests bring their own. */
export interface Turns {
  /** Milliseconds that only rise. */
  nowMs(): number
  /** Calls `turn` after so many ms, other work of the process first. Returns what cancels it. */
  soon(turn: () => void, afterMs: number): () => void
  /** Nobody waits for an answer meanwhile: what a change brought is shown before its call returns, however long that takes. */
  alone?: boolean
}

export const realTurns: Turns = {
  nowMs: () => performance.now(),
  soon: (turn, afterMs) => {
    if (afterMs > 0) {
      const timer = setTimeout(turn, afterMs)
      return () => clearTimeout(timer)
    }
    const handle = setImmediate(turn)
    return () => clearImmediate(handle)
  },
}

/** As long as one turn may take, in wall ms: what a call of the window has to wait, as a rule. */
export const turnMs = 10
/** As `turnMs`, when nobody waits: shortcuts of the simulation pay off over whole hours. */
export const aloneTurnMs = 250
/** Until the next turn when the clock is where it should be; when it is behind it only lets other work of the process through. */
export const restMs = 30
