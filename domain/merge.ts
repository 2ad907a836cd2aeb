/**
 * What the areas of a room declare, put together. A room's list is a module with one line per area, so what arrives here is
 * an object by area. A name that two areas declare does not compile; a plain JavaScript caller is told when it starts.
 */
type SliceOf<Area, Key extends string> = Area extends { readonly [Own in Key]: infer Slice } ? Slice : never;
type NamesIn<Slice> = Slice extends readonly (infer Name)[] ? Name : keyof Slice;
type Names<Areas, Key extends string> = {
  [Area in keyof Areas]: NamesIn<SliceOf<Areas[Area], Key>>;
}[keyof Areas];
/** Names that two areas declare under `key`; never where there is none. */
export type Doubled<Areas, Key extends string> = {
  [Area in keyof Areas]: NamesIn<SliceOf<Areas[Area], Key>> & Names<Omit<Areas, Area>, Key>;
}[keyof Areas];
/** Nothing to fulfil, or a demand that no list of areas fulfils and that says which name is there twice. */
type EachOnce<Areas, Key extends string> = [Doubled<Areas, Key>] extends [never]
  ? unknown
  : { declaredTwice: Doubled<Areas, Key> };
type EntryOf<Slice, Name> = Name extends keyof Slice ? Slice[Name] : never;

/** All entries of one slice, by name, each with the type its area gives it. */
export type Merged<Areas, Key extends string> = {
  readonly [Name in Names<Areas, Key> & PropertyKey]: {
    [Area in keyof Areas]: EntryOf<SliceOf<Areas[Area], Key>, Name>;
  }[keyof Areas];
};

/** What every area declares under `key`; areas that declare nothing are left out. */
export function slicesOf<Areas extends object, Key extends string>(
  areas: Areas,
  key: Key,
): SliceOf<Areas[keyof Areas], Key>[] {
  return Object.values(areas).flatMap((area: { [Own in Key]?: SliceOf<Areas[keyof Areas], Key> }) =>
    area[key] === undefined ? [] : [area[key]],
  );
}

function refuseTwice(names: readonly PropertyKey[]): void {
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new Error(`two areas declare ${String(twice)}`);
}

/** The entries that all areas declare under `key`, as one table. */
export function mergeNamed<Areas extends object, Key extends string>(
  areas: Areas & EachOnce<Areas, Key>,
  key: Key,
): Merged<Areas, Key> {
  const slices: object[] = slicesOf(areas as object, key);
  refuseTwice(slices.flatMap((slice) => Object.keys(slice)));
  // The entries of all slices are exactly the names of the type, each of which is there once.
  return Object.assign({}, ...slices) as Merged<Areas, Key>;
}

/** The names that all areas list under `key`, as one list. */
export function mergeLists<Areas extends object, Key extends string>(
  areas: Areas & EachOnce<Areas, Key>,
  key: Key,
): readonly (Names<Areas, Key> & string)[] {
  const names = (slicesOf(areas as object, key) as string[][]).flat();
  refuseTwice(names);
  return names as (Names<Areas, Key> & string)[];
}

/** What fulfils every member of a union. */
export type Intersection<Union> = (Union extends unknown ? (of: Union) => void : never) extends (of: infer All) => void
  ? All
  : never;
type NeedsOfOne<Made> = [Made] extends [never]
  ? never
  : Made extends (needs: infer Needs, ...rest: never[]) => unknown
    ? Needs
    : never;
/** What the areas' functions of this name need, all of it: what whoever composes them has to bring. */
export type NeedsOf<Areas, Key extends string> = Intersection<
  { [Area in keyof Areas]: NeedsOfOne<SliceOf<Areas[Area], Key>> }[keyof Areas]
>;
