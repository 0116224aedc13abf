// A client that asks the provider what Pulumi's engine asks, for tests: property values go in and come out as they
// are on the wire.
import { Client, credentials, type MethodDefinition, type ServiceError } from "@grpc/grpc-js";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import messages from "@pulumi/pulumi/proto/provider_pb.js";
import statuses from "@pulumi/pulumi/proto/status_pb.js";
import structs from "google-protobuf/google/protobuf/struct_pb.js";

type Properties = Record<string, unknown>;

const { Struct } = structs;
const toStruct = (properties: Properties) =>
  Struct.fromJavaScript(properties as Parameters<typeof Struct.fromJavaScript>[0]);
const fromStruct = (struct: structs.Struct | undefined) => struct?.toJavaScript() as Properties | undefined;

export const urnOf = (type: string, name: string) => `urn:pulumi:test::project::${type}::${name}`;

/** Speaks to the provider on that port, over a connection of its own. */
export function engineClient(port: number) {
  const client = new Client(`127.0.0.1:${port}`, credentials.createInsecure(), {
    "grpc.use_local_subchannel_pool": 1,
  });

  function call<Q, A>(method: string, request: Q): Promise<A> {
    const definition = ResourceProviderService[method] as MethodDefinition<Q, A>;
    return new Promise((resolve, reject) => {
      client.makeUnaryRequest(
        definition.path,
        definition.requestSerialize,
        definition.responseDeserialize,
        request,
        (error: ServiceError | null, answer?: A) => (error === null ? resolve(answer as A) : reject(error)),
      );
    });
  }

  return {
    call,
    close: () => client.close(),
    async configure(args: Properties = {}) {
      const request = new messages.ConfigureRequest();
      request.setArgs(toStruct(args));
      request.setAcceptsecrets(true);
      return await call<messages.ConfigureRequest, messages.ConfigureResponse>("configure", request);
    },
    async checkConfig(news: Properties) {
      const request = new messages.CheckRequest();
      request.setNews(toStruct(news));
      return failuresOf(await call<messages.CheckRequest, messages.CheckResponse>("checkConfig", request));
    },
    async check(type: string, name: string, news: Properties, olds?: Properties, seed = "seed") {
      const request = new messages.CheckRequest();
      request.setUrn(urnOf(type, name));
      request.setNews(toStruct(news));
      if (olds !== undefined) request.setOlds(toStruct(olds));
      request.setRandomseed(Buffer.from(seed));
      const answer = await call<messages.CheckRequest, messages.CheckResponse>("check", request);
      return { inputs: fromStruct(answer.getInputs()) ?? {}, failures: failuresOf(answer) };
    },
    async diff(
      type: string,
      name: string,
      id: string,
      olds: Properties,
      news: Properties,
      ignored: string[] = [],
    ) {
      const request = new messages.DiffRequest();
      request.setUrn(urnOf(type, name));
      request.setId(id);
      request.setOlds(toStruct(olds));
      request.setNews(toStruct(news));
      request.setIgnorechangesList(ignored);
      const answer = await call<messages.DiffRequest, messages.DiffResponse>("diff", request);
      const kinds = Object.entries(messages.PropertyDiff.Kind);
      const detail: Record<string, string | undefined> = {};
      answer.getDetaileddiffMap().forEach((property, path) => {
        detail[path] = kinds.find(([, kind]) => kind === property.getKind())?.[0];
      });
      return {
        changes: answer.getChanges() === messages.DiffResponse.DiffChanges.DIFF_SOME,
        replaces: answer.getReplacesList(),
        deleteBeforeReplace: answer.getDeletebeforereplace(),
        detail,
      };
    },
    async create(type: string, name: string, properties: Properties, preview = false) {
      const request = new messages.CreateRequest();
      request.setUrn(urnOf(type, name));
      request.setProperties(toStruct(properties));
      request.setPreview(preview);
      const answer = await call<messages.CreateRequest, messages.CreateResponse>("create", request);
      return { id: answer.getId(), properties: fromStruct(answer.getProperties()) ?? {} };
    },
    async read(type: string, name: string, id: string, olds?: Properties, inputs?: Properties) {
      const request = new messages.ReadRequest();
      request.setUrn(urnOf(type, name));
      request.setId(id);
      if (olds !== undefined) request.setProperties(toStruct(olds));
      if (inputs !== undefined) request.setInputs(toStruct(inputs));
      const answer = await call<messages.ReadRequest, messages.ReadResponse>("read", request);
      return {
        id: answer.getId(),
        properties: fromStruct(answer.getProperties()),
        inputs: fromStruct(answer.getInputs()),
      };
    },
    async update(
      type: string,
      name: string,
      id: string,
      olds: Properties,
      news: Properties,
      { preview = false, ignored = [] as string[] } = {},
    ) {
      const request = new messages.UpdateRequest();
      request.setUrn(urnOf(type, name));
      request.setId(id);
      request.setOlds(toStruct(olds));
      request.setNews(toStruct(news));
      request.setPreview(preview);
      request.setIgnorechangesList(ignored);
      const answer = await call<messages.UpdateRequest, messages.UpdateResponse>("update", request);
      return fromStruct(answer.getProperties()) ?? {};
    },
    async delete(type: string, name: string, id: string, olds: Properties) {
      const request = new messages.DeleteRequest();
      request.setUrn(urnOf(type, name));
      request.setId(id);
      request.setProperties(toStruct(olds));
      await call("delete", request);
    },
    async invoke(token: string, args: Properties = {}) {
      const request = new messages.InvokeRequest();
      request.setTok(token);
      request.setArgs(toStruct(args));
      const answer = await call<messages.InvokeRequest, messages.InvokeResponse>("invoke", request);
      return fromStruct(answer.getReturn());
    },
  };
}

const failuresOf = (answer: messages.CheckResponse) =>
  answer
    .getFailuresList()
    .map((failure) => ({ property: failure.getProperty(), reason: failure.getReason() }));

/** The half-done resource in an error. */
export function halfDone(error: ServiceError): { id: string; properties: Properties } {
  const [bytes] = error.metadata.get("grpc-status-details-bin");
  const [detail] = statuses.Status.deserializeBinary(bytes as Buffer).getDetailsList();
  const failed = messages.ErrorResourceInitFailed.deserializeBinary(
    detail?.getValue_asU8() ?? new Uint8Array(),
  );
  return { id: failed.getId(), properties: fromStruct(failed.getProperties()) ?? {} };
}
