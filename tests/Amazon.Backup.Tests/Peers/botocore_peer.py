"""What botocore, AWS's own Python SDK, makes of the service model: one JSON command per line in, one JSON answer per line out.

{"command": "operations"}                every operation, every member set: the request on the wire, an answer and what it means
{"command": "errors"}                    every error shape: an answer and what it means
{"command": "paginators"}                every operation that pages: its list of items, or null
{"command": "endpoints", "regions": []}  the endpoint of each Region, with and without FIPS and dual-stack; null where there is none
{"command": "calls", "endpoint": ""}     a sample of calls by boto3 to an endpoint
{"command": "sign", "requests": []}      the signatures that captured requests should have
"""
import base64
import datetime
import json
import os
import sys

import boto3
import botocore
import botocore.auth
import botocore.awsrequest
import botocore.credentials
import botocore.endpoint_provider
import botocore.exceptions
import botocore.loaders
import botocore.model
import botocore.parsers
import botocore.serialize

KEY, SECRET, TOKEN = "AKIDEXAMPLE", "secret-key-example", "token-example"
FOLDER = os.path.join(os.path.dirname(botocore.__file__), "data", "backup", "2018-11-15")

loader = botocore.loaders.Loader()
service = botocore.model.ServiceModel(loader.load_service_model("backup", "service-2"), "backup")


def sample(name, shape, number=1, milliseconds=0):
    """A value for a member: different for each name, and awkward where text goes into paths and queries."""
    kind = shape.type_name
    if kind == "structure":
        return {member: sample(member, child, number, milliseconds) for member, child in shape.members.items()}
    if kind == "list":
        return [sample(name, shape.member, place, milliseconds) for place in (1, 2)]
    if kind == "map":
        keys = getattr(shape.key, "enum", None) or ["key", "ключ/2: a+b"]
        return {key: sample(name, shape.value, place, milliseconds) for place, key in enumerate(keys, 1)}
    if kind == "string":
        values = getattr(shape, "enum", None)
        if values:
            return values[-min(number, len(values))]
        if name.lower().endswith("arn"):
            return f"arn:aws:rds:us-east-1:111122223333:snapshot:awsbackup:{name}-{number}/ü +&=%*~"
        return f"{name} {number}"
    if kind == "timestamp":
        return datetime.datetime(2026, 1, 2, 3, 4, number, milliseconds * 1000, tzinfo=datetime.timezone.utc)
    return {"integer": 41 + number, "long": 2**40 + number, "boolean": number == 1}[kind]


def plain(value):
    """JSON without datetimes."""
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [plain(item) for item in value]
    if isinstance(value, datetime.datetime):
        return value.astimezone(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"
    return value


def wire(value, shape, stranger):
    """A value as the service sends it; with a member in each structure that no model has, when asked to."""
    if shape.type_name == "structure":
        members = {name: wire(item, shape.members[name], stranger) for name, item in value.items()}
        return {**({"NewInTheService": {"Deep": [1, {"Null": None}]}} if stranger else {}), **members}
    if shape.type_name == "list":
        return [wire(item, shape.member, stranger) for item in value]
    if shape.type_name == "map":
        return {key: wire(item, shape.value, stranger) for key, item in value.items()}
    return value.timestamp() if isinstance(value, datetime.datetime) else value


def parse(body, shape, status=200, headers=None):
    answer = {"status_code": status, "headers": headers or {}, "body": body.encode()}
    parsed = botocore.parsers.create_parser("rest-json").parse(answer, shape)
    parsed.pop("ResponseMetadata", None)
    return plain(parsed)


def operation(name):
    model = service.operation_model(name)
    # Whole seconds: botocore drops fractions from bodies.
    values = sample("input", model.input_shape) if model.input_shape else {}
    request = botocore.serialize.create_serializer("rest-json", False).serialize_to_request(values, model)
    botocore.awsrequest.prepare_request_dict(request, "http://127.0.0.1")
    body = json.dumps(wire(sample("output", model.output_shape, 1, 678), model.output_shape, True)) if model.output_shape else ""
    return {
        "input": plain(values),
        "method": request["method"],
        "url": request["url"],
        "body": json.loads(request["body"]) if request["body"] else None,
        "answer": body,
        "output": parse(body, model.output_shape) if model.output_shape else {},
    }


def error(name):
    shape = service.shape_for(name)
    body = json.dumps(sample("error", shape))
    headers = {"x-amzn-errortype": name + ":http://internal.amazon.com/coral/", "x-amzn-requestid": "request-" + name}
    parsed = parse(body, None, 400, headers)
    return {"answer": body, "headers": headers, "members": json.loads(body), "code": parsed["Error"]["Code"], "message": parsed["Error"]["Message"]}


def paginators():
    known = loader.load_service_model("backup", "paginators-1")["pagination"]
    for name in service.operation_names:
        model = service.operation_model(name)
        if all(shape and "NextToken" in shape.members for shape in (model.input_shape, model.output_shape)):
            yield name, known.get(name, {}).get("result_key")


def endpoints(regions):
    provider = botocore.endpoint_provider.EndpointProvider(
        loader.load_service_model("backup", "endpoint-rule-set-1"), loader.load_data("partitions"))
    for region in regions:
        for fips in (False, True):
            for dual in (False, True):
                try:
                    url = provider.resolve_endpoint(Region=region, UseFIPS=fips, UseDualStack=dual).url
                except botocore.exceptions.EndpointProviderError:
                    url = None
                yield {"region": region, "fips": fips, "dualStack": dual, "url": url}


def calls(endpoint):
    client = boto3.client("backup", endpoint_url=endpoint, region_name="eu-central-1",
                          aws_access_key_id=KEY, aws_secret_access_key=SECRET, aws_session_token=TOKEN)
    client.create_backup_vault(BackupVaultName="demo-Vault", BackupVaultTags={"ABS": "demo"}, CreatorRequestId="same-1")
    client.create_backup_plan(CreatorRequestId="same-2", BackupPlan={"BackupPlanName": "demo", "Rules": [{
        "RuleName": "daily", "TargetBackupVaultName": "demo-Vault", "StartWindowMinutes": 60, "Lifecycle": {"DeleteAfterDays": 35},
        "CopyActions": [{"DestinationBackupVaultArn": "arn:aws:backup:us-east-2:111122223333:backup-vault:demo-Vault"}]}]})
    client.list_recovery_points_by_backup_vault(
        BackupVaultName="demo-Vault", MaxResults=20, NextToken="a/b+c=", ByCreatedAfter=datetime.datetime(2026, 1, 1, tzinfo=datetime.timezone.utc))
    client.delete_recovery_point(BackupVaultName="demo-Vault", RecoveryPointArn="arn:aws:rds:eu-central-1:111122223333:snapshot:awsbackup:job-1")
    client.tag_resource(ResourceArn="arn:aws:backup:eu-central-1:111122223333:backup-plan:1", Tags={"ABS": "demo"})


def sign(captured):
    headers = {name.lower(): value for name, value in captured["headers"].items()}
    scope = headers["authorization"].split("Credential=")[1].split(",")[0].split("/")
    names = headers["authorization"].split("SignedHeaders=")[1].split(",")[0].split(";")
    request = botocore.awsrequest.AWSRequest(
        method=captured["method"], url=captured["url"], data=base64.b64decode(captured["body"]), headers={name: headers[name] for name in names})
    request.context["timestamp"] = headers["x-amz-date"]
    auth = botocore.auth.SigV4Auth(botocore.credentials.Credentials(KEY, SECRET, TOKEN), scope[3], scope[2])
    return auth.signature(auth.string_to_sign(request, auth.canonical_request(request)), request)


COMMANDS = {
    "operations": lambda _: {name: operation(name) for name in service.operation_names},
    "errors": lambda _: {shape.name: error(shape.name) for shape in service.error_shapes},
    "paginators": lambda _: dict(paginators()),
    "endpoints": lambda command: list(endpoints(command["regions"])),
    "calls": lambda command: calls(command["endpoint"]),
    "sign": lambda command: [sign(request) for request in command["requests"]],
}

print(json.dumps({"folder": FOLDER}), flush=True)
for line in sys.stdin:
    try:
        command = json.loads(line)
        print(json.dumps({"result": COMMANDS[command["command"]](command)}), flush=True)
    except Exception as failure:  # the test shows it
        print(json.dumps({"error": f"{type(failure).__name__}: {failure}"}), flush=True)
