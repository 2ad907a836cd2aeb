/** Sums by place: every amount that is put is in exactly one of them. Minor units of one currency. */
export class Places<Place extends string> {
  readonly sums = new Map<Place, { amountMinor: number; count: number }>();

  put(place: Place, amountMinor: number, count = 1): void {
    const held = this.sums.get(place) ?? { amountMinor: 0, count: 0 };
    this.sums.set(place, { amountMinor: held.amountMinor + amountMinor, count: held.count + count });
  }
  of(place: Place): number {
    return this.sums.get(place)?.amountMinor ?? 0;
  }
  get totalMinor(): number {
    return [...this.sums.values()].reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  }
  /** In the order of `order`, without what is empty. */
  list(order: readonly Place[]): PlaceSum<Place>[] {
    return order.flatMap((place) => {
      const held = this.sums.get(place);
      return held ? [{ place, ...held }] : [];
    });
  }
}
export interface PlaceSum<Place extends string = string> {
  place: Place;
  amountMinor: number;
  count: number;
}
