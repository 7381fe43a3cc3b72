import type { Answer, Complaint, Complaints, Observation } from "./fold.ts"

/** A text with whether it is published. */
export interface Text {
  readonly text: string
  readonly published: boolean
}
type Whole<Part> = Omit<Part, "text"> & Text

/** An observation with what is not published of it. */
export type WholeObservation = Whole<Observation> & { readonly name: string | undefined }

/** A complaint with what is not published of it. */
export type WholeComplaint = Omit<Whole<Complaint>, "answers"> & {
  readonly name: string
  readonly contact: string | undefined
  readonly answers: readonly Whole<Answer>[]
}

export interface WholeComplaints extends Pick<Complaints, "faults"> {
  readonly observations: readonly WholeObservation[]
  readonly complaints: readonly WholeComplaint[]
}
