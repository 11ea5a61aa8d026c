"""What BareHandler.java does, in Python with boto3: asks AWS what Rolecall asks, and explains nothing.

Runs itself as Lambda would: takes events from AWS_LAMBDA_RUNTIME_API and answers them.
"""
import concurrent.futures
import datetime
import http.client
import json
import os
import pathlib

import boto3
import botocore.config

HOME, PARTNER = "123456789012", "210987654321"
# SCPs bind the caller, RCPs the role.
TYPES = {HOME: "SERVICE_CONTROL_POLICY", PARTNER: "RESOURCE_CONTROL_POLICY"}
HERE = os.environ["AWS_REGION"]
CONFIG = botocore.config.Config(max_pool_connections=50)
MESSAGE = pathlib.Path(os.environ["BENCH_MESSAGE"]).read_text(encoding="utf-8")
TABLE = os.environ["ROLECALL_TABLE"]
THREADS = concurrent.futures.ThreadPoolExecutor(max_workers=64)


def client(service, region="us-east-1", **credentials):
    return boto3.client(service, region_name=region, config=CONFIG, **credentials)


iam, organizations, sns, dynamo = client("iam"), client("organizations"), client("sns", HERE), client("dynamodb", HERE)
global_trail, trail = client("cloudtrail"), client("cloudtrail", HERE)
partner = {}
# Versions of policies do not change: each is asked for once.
versions = set()


def partner_clients():
    """IAM and CloudTrail through the reader role, which is assumed once and kept."""
    if not partner:
        given = client("sts", HERE).assume_role(
            RoleArn=f"arn:aws:iam::{PARTNER}:role/{os.environ['ROLECALL_READER_ROLE_NAME']}", RoleSessionName="bare"
        )["Credentials"]
        credentials = dict(
            aws_access_key_id=given["AccessKeyId"],
            aws_secret_access_key=given["SecretAccessKey"],
            aws_session_token=given["SessionToken"],
        )
        partner.update(iam=client("iam", **credentials), trail=client("cloudtrail", **credentials))
    return partner


class Asking:
    """The questions about one denial; each is asked once."""

    def __init__(self):
        self.asked = {}

    def all(self, role_arn, caller):
        role = role_arn.rsplit("/", 1)[-1]
        day, quarter = datetime.timedelta(hours=24), datetime.timedelta(days=90)
        side_by_side(
            lambda: self.partner(role, day),
            lambda: self.look_up(global_trail, caller, day),
            lambda: self.look_up(trail, role_arn, quarter),
            self.organization,
            lambda: iam.get_role(RoleName=caller),
            lambda: self.inline(caller),
            lambda: self.attached(caller),
        )
        # Whether the trusted role exists, and whether another account has a role of this name.
        iam.get_role(RoleName="release")
        iam.get_role(RoleName=role)

    def partner(self, role, day):
        clients = partner_clients()
        side_by_side(
            lambda: clients["iam"].get_role(RoleName=role),
            lambda: self.look_up(clients["trail"], role, day),
        )

    def look_up(self, where, resource, before):
        where.lookup_events(
            LookupAttributes=[{"AttributeKey": "ResourceName", "AttributeValue": resource}],
            StartTime=datetime.datetime.now(datetime.timezone.utc) - before,
            MaxResults=50,
        )

    def inline(self, caller):
        names = iam.list_role_policies(RoleName=caller)["PolicyNames"]
        each(names, lambda name: iam.get_role_policy(RoleName=caller, PolicyName=name))

    def attached(self, caller):
        each(iam.list_attached_role_policies(RoleName=caller)["AttachedPolicies"], self.managed)

    def managed(self, policy):
        arn = policy["PolicyArn"]
        found = iam.get_policy(PolicyArn=arn)["Policy"]
        key = found["PolicyId"], found["DefaultVersionId"]
        if key not in versions:
            versions.add(key)
            iam.get_policy_version(PolicyArn=arn, VersionId=found["DefaultVersionId"])

    def organization(self):
        accounts = PARTNER, HOME
        side_by_side(
            lambda: each(accounts, lambda account: organizations.describe_account(AccountId=account)),
            lambda: (organizations.describe_organization(), each(accounts, self.controls)),
        )

    def controls(self, account):
        targets = [account]
        while not targets[-1].startswith("r-"):
            targets.append(organizations.list_parents(ChildId=targets[-1])["Parents"][0]["Id"])
        kind = TYPES[account]
        side_by_side(
            lambda: self.once("roots", organizations.list_roots),
            *(
                lambda target=target: self.once((target, kind), lambda: self.policies(target, kind))
                for target in targets
            ),
        )

    def policies(self, target, kind):
        listed = organizations.list_policies_for_target(TargetId=target, Filter=kind)["Policies"]
        each(
            [policy["Id"] for policy in listed if not policy["AwsManaged"]],
            lambda policy: self.once(policy, lambda: organizations.describe_policy(PolicyId=policy)),
        )

    def once(self, question, call):
        mine = object()
        if self.asked.setdefault(question, mine) is mine:
            call()


def side_by_side(*calls):
    for future in [THREADS.submit(call) for call in calls]:
        future.result()


def each(items, call):
    side_by_side(*(lambda item=item: call(item) for item in items))


def find(key):
    dynamo.get_item(TableName=TABLE, Key=item(key), ConsistentRead=True)


def write(*items):
    dynamo.transact_write_items(TransactItems=[{"Put": {"TableName": TABLE, "Item": one}} for one in items])


def item(key, **values):
    return {"pk": {"S": key}, "sk": {"S": "bare"}, **values}


def handle(event):
    denial = json.loads(event)["detail"]
    ident = denial["eventID"]
    incident = item("incident " + ident, incident={"S": "x" * 1500})
    find("incident " + ident)
    Asking().all(
        denial["errorMessage"].rsplit(" ", 1)[-1],
        denial["userIdentity"]["sessionContext"]["sessionIssuer"]["userName"],
    )
    find("search " + ident)
    write(item("event " + ident), incident, item("incident " + ident, event={"B": event}))
    sns.publish(TopicArn=os.environ["ROLECALL_TOPIC_ARN"], Subject="denied", Message=MESSAGE)
    write(incident)


def main():
    runtime = http.client.HTTPConnection(os.environ["AWS_LAMBDA_RUNTIME_API"])
    while True:
        runtime.request("GET", "/2018-06-01/runtime/invocation/next")
        response = runtime.getresponse()
        request = response.getheader("Lambda-Runtime-Aws-Request-Id")
        handle(response.read())
        runtime.request("POST", f"/2018-06-01/runtime/invocation/{request}/response", b"{}")
        runtime.getresponse().read()


main()
