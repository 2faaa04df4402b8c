// The wire types under the names the pages use. They come from the generated bindings alone.
export type * from "../../bindings/procedures";
