/** How a reviewer's choice of another invoice is kept with the request. */
export interface StoredChoice {
  invoiceId: string;
}
