/** What each exit status means, as the README, `docs/codes.md` and `urne help exit-codes` say it. */
export const exitStatuses = {
  title: "Exit statuses",
  statuses: {
    0: "done",
    1: "a bug, unexpected I/O, storage",
    2: "usage",
    3: "input wrong or absent",
    4: "refused by the rules: phase, quorum, clock, conflict, rollback",
    5: "does not verify",
    6: "the file is busy",
    130: "cancelled; by SIGTERM 143, by SIGHUP 129",
  },
}
