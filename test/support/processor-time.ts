/**
 * Starts to count the time that this process spends working, in milliseconds. Other work on the machine does not add to
 * it, so a limit on it holds where the machine is busy.
 */
export function processorTime(): () => number {
  const begin = process.cpuUsage()
  return () => {
    const { user, system } = process.cpuUsage(begin)
    return (user + system) / 1000
  }
}
