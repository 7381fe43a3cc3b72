/**
 * Begins to count the time that this process spends at work, in milliseconds. What others on the machine do does not add to
 * it, so that a limit on it holds where the machine is busy.
 */
export function processorTime(): () => number {
  const begin = process.cpuUsage()
  return () => {
    const { user, system } = process.cpuUsage(begin)
    return (user + system) / 1000
  }
}
