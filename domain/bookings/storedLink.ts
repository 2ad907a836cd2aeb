/** Which booking a payment is linked to; `confirm` = it is paid by it without another look. */
export interface StoredLink {
  bookingId: string;
  confirm: boolean;
}
