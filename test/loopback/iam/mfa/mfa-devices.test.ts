// Virtual MFA devices: real seeds, real codes, AWS's words.
import * as iam from "@aws-sdk/client-iam";
import { describe, expect } from "vitest";
import { timeStepOf } from "../../../../loopback/iam/entities/one-time-password.ts";
import { testInOwnSandbox as it, sandbox } from "../../sandbox.ts";
import { createUser } from "../../seed.ts";
import { createDevice, enableDevice } from "../../sts/authenticator.ts";

it.beforeEach(async ({ sandbox }) => {
  await createUser(sandbox, "Ann");
});

const serialOf = (name: string, path = "/") => `arn:aws:iam::${sandbox.loopback.accountId}:mfa${path}${name}`;
const enable = (
  SerialNumber: string,
  AuthenticationCode1: string,
  AuthenticationCode2: string,
  UserName = "Ann",
) =>
  sandbox.iam.send(
    new iam.EnableMFADeviceCommand({ UserName, SerialNumber, AuthenticationCode1, AuthenticationCode2 }),
  );
const devicesOf = async (UserName: string) =>
  (await sandbox.iam.send(new iam.ListMFADevicesCommand({ UserName }))).MFADevices;
const missing = (serial: string) => ({
  ...{ name: "NoSuchEntityException", $metadata: { httpStatusCode: 404 } },
  message: `MFA Device with serial number ${serial} does not exist.`,
});

// https://datatracker.ietf.org/doc/html/rfc6238#appendix-B, the last six digits
it.each([
  [59, "287082"],
  [1_111_111_109, "081804"],
  [1_111_111_111, "050471"],
  [1_234_567_890, "005924"],
  [2_000_000_000, "279037"],
  [20_000_000_000, "353130"],
])("the RFC's code at second %d is taken: %s", (second, code) => {
  const device = { seed: "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", drift: 0 };
  const step = Math.floor(second / 30);
  expect(timeStepOf(device, code, new Date(second * 1000))).toBe(step);
  expect(timeStepOf(device, code, new Date((second + 30) * 1000))).toBe(step);
  expect(timeStepOf(device, code, new Date((second + 90) * 1000))).toBeUndefined();
  expect(timeStepOf({ ...device, drift: 10 }, code, new Date((second - 300) * 1000))).toBe(step);
});

describe("a device", () => {
  it.each(["/", "/test-path/", "/test//double/"])("has its path in its number: %s", async (Path) => {
    const command = new iam.CreateVirtualMFADeviceCommand({ VirtualMFADeviceName: "phone", Path });
    const { VirtualMFADevice } = await sandbox.iam.send(command);
    const SerialNumber = serialOf("phone", Path);
    expect(VirtualMFADevice?.SerialNumber).toBe(SerialNumber);
    expect(Buffer.from(VirtualMFADevice?.Base32StringSeed ?? []).toString()).toMatch(/^[A-Z2-7]{64}$/);
    const { VirtualMFADevices } = await sandbox.iam.send(new iam.ListVirtualMFADevicesCommand());
    expect(VirtualMFADevices).toEqual([{ SerialNumber }]);
    await expect(sandbox.iam.send(command)).rejects.toMatchObject({
      ...{ name: "EntityAlreadyExistsException", message: "MFA device already exists." },
      $metadata: { httpStatusCode: 409 },
    });
    await sandbox.iam.send(new iam.DeleteVirtualMFADeviceCommand({ SerialNumber }));
    await expect(
      sandbox.iam.send(new iam.DeleteVirtualMFADeviceCommand({ SerialNumber })),
    ).rejects.toMatchObject(missing(SerialNumber));
  });

  it("has tags", async () => {
    const { serial: SerialNumber } = await createDevice(sandbox.iam, "phone");
    const Tags = [{ Key: "owner", Value: "Ann" }];
    await sandbox.iam.send(new iam.TagMFADeviceCommand({ SerialNumber, Tags }));
    const list = new iam.ListMFADeviceTagsCommand({ SerialNumber });
    expect((await sandbox.iam.send(list)).Tags).toEqual(Tags);
    await sandbox.iam.send(new iam.UntagMFADeviceCommand({ SerialNumber, TagKeys: ["owner"] }));
    expect((await sandbox.iam.send(list)).Tags).toEqual([]);
  });
});

it("a device with tag keys that differ only in case can still be used", async () => {
  const { serial } = await createDevice(sandbox.iam, "phone");
  const Tags = ["Team", "team"].map((Key) => ({ Key, Value: Key }));
  await sandbox.iam.send(new iam.TagMFADeviceCommand({ SerialNumber: serial, Tags }));
  await sandbox.iam.send(new iam.UntagMFADeviceCommand({ SerialNumber: serial, TagKeys: ["team"] }));
  const listed = await sandbox.iam.send(new iam.ListMFADeviceTagsCommand({ SerialNumber: serial }));
  expect(listed.Tags).toEqual(Tags.slice(0, 1));
});

it("a device named in another case is the same device to policies", async () => {
  const { serial } = await createDevice(sandbox.iam, "phone");
  const eraser = await createUser(sandbox, "Eve", [
    { Action: "iam:DeleteVirtualMFADevice" },
    { Effect: "Deny", Action: "iam:*", Resource: serial },
  ]);
  await expect(
    sandbox.as(eraser).iam.send(new iam.DeleteVirtualMFADeviceCommand({ SerialNumber: serialOf("PHONE") })),
  ).rejects.toMatchObject({ name: "AccessDenied" });
});

describe("a device is enabled", () => {
  const refused = {
    ...{ name: "InvalidAuthenticationCodeException", $metadata: { httpStatusCode: 403 } },
    message: "Authentication code for device is not valid.",
  };

  it("by two codes in a row", async () => {
    const { serial, show } = await createDevice(sandbox.iam, "phone");
    await expect(enable(serial, show(-30), show(-30))).rejects.toMatchObject(refused);
    await expect(enable(serial, show(), show(-30))).rejects.toMatchObject(refused);
    await expect(enable(serial, show(-60), show())).rejects.toMatchObject(refused);
    expect(await devicesOf("Ann")).toEqual([]);
    await enable(serial, show(-30), show());
    expect(await devicesOf("Ann")).toEqual([
      { UserName: "Ann", SerialNumber: serial, EnableDate: expect.any(Date) },
    ]);
    const { VirtualMFADevices } = await sandbox.iam.send(
      new iam.ListVirtualMFADevicesCommand({ AssignmentStatus: "Assigned" }),
    );
    expect(VirtualMFADevices).toMatchObject([{ SerialNumber: serial, User: { UserName: "Ann" } }]);
    const unassigned = new iam.ListVirtualMFADevicesCommand({ AssignmentStatus: "Unassigned" });
    expect((await sandbox.iam.send(unassigned)).VirtualMFADevices).toEqual([]);
    await expect(
      sandbox.iam.send(new iam.GetMFADeviceCommand({ SerialNumber: serial, UserName: "Ann" })),
    ).resolves.toMatchObject({ UserName: "Ann", SerialNumber: serial });
  });

  it("for one user, who exists", async () => {
    await createUser(sandbox, "Bob");
    const { serial, show } = await enableDevice(sandbox.iam, "Ann", "phone");
    await expect(enable(serial, show(), show(30), "Bob")).rejects.toMatchObject({
      ...{ name: "EntityAlreadyExistsException", message: "MFA Device is already in use." },
      $metadata: { httpStatusCode: 409 },
    });
    await expect(enable(serial, show(), show(30), "nobody")).rejects.toMatchObject({
      ...{ name: "NoSuchEntityException", message: "The user with name nobody cannot be found." },
    });
    await expect(enable(serialOf("none"), "123456", "654321")).rejects.toMatchObject(
      missing(serialOf("none")),
    );
  });

  it("even when its clock is off, and synchronized again when it is off later", async () => {
    const { serial, show } = await createDevice(sandbox.iam, "phone");
    await enable(serial, show(-330), show(-300));
    const resync = (first: string, second: string) =>
      sandbox.iam.send(
        new iam.ResyncMFADeviceCommand({
          ...{ UserName: "Ann", SerialNumber: serial },
          ...{ AuthenticationCode1: first, AuthenticationCode2: second },
        }),
      );
    await expect(resync(show(-330), show(-300))).rejects.toMatchObject(refused);
    await expect(resync("123456", "123456")).rejects.toMatchObject(refused);
    await expect(resync(show(-30), show())).resolves.toBeDefined();
  });
});

describe("a device is deactivated", () => {
  const deactivate = (SerialNumber: string, UserName = "Ann") =>
    sandbox.iam.send(new iam.DeactivateMFADeviceCommand({ UserName, SerialNumber }));

  it("before it is deleted, and before its user is", async () => {
    const { serial: SerialNumber } = await enableDevice(sandbox.iam, "Ann", "phone");
    const remove = () => sandbox.iam.send(new iam.DeleteVirtualMFADeviceCommand({ SerialNumber }));
    await expect(remove()).rejects.toMatchObject({
      ...{ name: "DeleteConflictException", message: "MFA VirtualDevice in use. Must deactivate first." },
      $metadata: { httpStatusCode: 409 },
    });
    const { AccessKeyMetadata } = await sandbox.iam.send(new iam.ListAccessKeysCommand({ UserName: "Ann" }));
    const [key] = AccessKeyMetadata ?? [];
    const AccessKeyId = key?.AccessKeyId;
    await sandbox.iam.send(new iam.DeleteAccessKeyCommand({ UserName: "Ann", AccessKeyId }));
    const removeUser = () => sandbox.iam.send(new iam.DeleteUserCommand({ UserName: "Ann" }));
    await expect(removeUser()).rejects.toMatchObject({
      ...{ name: "DeleteConflictException" },
      message: "Cannot delete entity, must delete MFA device first.",
    });
    await deactivate(SerialNumber);
    expect(await devicesOf("Ann")).toEqual([]);
    await expect(remove()).resolves.toBeDefined();
    await expect(removeUser()).resolves.toBeDefined();
  });

  it("by its own user only", async () => {
    await createUser(sandbox, "Bob");
    const { serial } = await enableDevice(sandbox.iam, "Ann", "phone");
    await expect(deactivate(serial, "Bob")).rejects.toMatchObject(missing(serial));
    await expect(deactivate(serialOf("none"))).rejects.toMatchObject(missing(serialOf("none")));
    await expect(deactivate(serial, "nobody")).rejects.toMatchObject({ name: "NoSuchEntityException" });
  });
});
