// Properties in the form of gRPC messages.
import structs from "google-protobuf/google/protobuf/struct_pb.js";
import type { Properties } from "../properties/properties.ts";

type Struct = structs.Struct;

/** Nothing at all is no properties. */
export const fromStruct = (struct: Struct | undefined): Properties =>
  (struct?.toJavaScript() ?? {}) as Properties;

export const toStruct = (properties: Properties): Struct =>
  structs.Struct.fromJavaScript(properties as Parameters<typeof structs.Struct.fromJavaScript>[0]);
