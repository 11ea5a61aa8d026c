"""Deploys dist/rolecall.template.json to moto, as far as that goes.

moto does not have aliases, versions, event invoke configurations, pipes, dashboards, function URLs, AWS Chatbot,
and tags of keys and parameters: those are left out with what starts a function by its alias, and what else refers
to an alias refers to the function. moto skips alarms and subscriptions by itself. It checks neither patterns nor
rules of parameters; TemplateTest does.
"""

import json
import sys

import boto3
from moto import mock_aws

REGION = "us-east-1"
LEFT_OUT = {
    "AWS::CloudWatch::Dashboard",
    "AWS::Chatbot::SlackChannelConfiguration",
    "AWS::Lambda::Alias",
    "AWS::Lambda::EventInvokeConfig",
    "AWS::Lambda::EventSourceMapping",
    "AWS::Lambda::Permission",
    "AWS::Lambda::Url",
    "AWS::Lambda::Version",
    "AWS::Pipes::Pipe",
}


def adapted(template):
    """The template without what moto cannot deploy, and what is left out of it, by type."""
    resources = template["Resources"]
    functions = {
        name: alias["Properties"]["FunctionName"]["Ref"]
        for name, alias in resources.items()
        if alias["Type"] == "AWS::Lambda::Alias"
    }
    out = {name for name, resource in resources.items() if resource["Type"] in LEFT_OUT}
    text = json.dumps(
        {
            **template,
            "Resources": {name: one for name, one in resources.items() if name not in out},
            "Outputs": {
                name: one
                for name, one in template["Outputs"].items()
                if not any(gone in json.dumps(one) for gone in out)
            },
        }
    )
    for alias, function in functions.items():
        text = text.replace(f'{{"Ref": "{alias}"}}', f'{{"Fn::GetAtt": ["{function}", "Arn"]}}')
        text = text.replace(f"${{{alias}}}", f"${{{function}.Arn}}")
    for gone in out:
        text = text.replace(f'{{"Fn::GetAtt": ["{gone}", "Version"]}}', '"1"')
        text = text.replace(f"${{{gone}}}", gone).replace(f"${{{gone}.FunctionUrl}}", "https://example.com/")
        text = text.replace(f'{{"Ref": "{gone}"}}', f'"{gone}"')
    made = json.loads(text)
    for name, resource in made["Resources"].items():
        if resource["Properties"].get("FifoQueue"):
            # AWS makes up a name, moto does not.
            resource["Properties"]["QueueName"] = name[:70] + ".fifo"
        if resource["Type"] in ("AWS::KMS::Key", "AWS::SSM::Parameter"):
            del resource["Properties"]["Tags"]
    return made, out


CASES = [
    {"AlertEmail": "oncall@example.com"},
    {"SlackSecret": "ssm:/rolecall/slack", "ReadOrganization": "false", "Events": "false", "Digest": "daily"},
    {
        "SlackSecret": "secretsmanager:rolecall/slack",
        "SlackChannel": "C0123456789",
        "SlackButtons": "true",
        "TeamsSecret": "ssm:/rolecall/teams",
        "ReaderRoleName": "RolecallReader",
        "LogLevel": "DEBUG",
        "ReserveConcurrency": "false",
    },
]


def check(parameters):
    """What is there once the stack is."""
    functions = {
        one["Handler"].rsplit(".", 1)[1].split("::")[0]: one["Environment"]["Variables"]
        for one in boto3.client("lambda", REGION).list_functions()["Functions"]
    }
    installation = boto3.client("ssm", REGION).get_parameter(Name="/rolecall/installation")
    told = json.loads(installation["Parameter"]["Value"])
    explain = functions["ExplainHandler"]
    assert ("SlackHandler" in functions) == ("SlackSecret" in parameters), list(functions)
    assert ("TeamsHandler" in functions) == ("TeamsSecret" in parameters), list(functions)
    assert ("InteractionHandler" in functions) == ("SlackButtons" in parameters), list(functions)
    assert told.get("slackSecret") == parameters.get("SlackSecret"), told
    assert told.get("readerRole") == parameters.get("ReaderRoleName"), told
    assert explain.get("ROLECALL_READER_ROLE_NAME") == parameters.get("ReaderRoleName"), explain
    assert explain["POWERTOOLS_LOG_LEVEL"] == parameters.get("LogLevel", "INFO"), explain
    assert ("ROLECALL_ORGANIZATION_INDEX" in explain) == ("ReadOrganization" not in parameters), explain
    assert len(boto3.client("dynamodb", REGION).list_tables()["TableNames"]) == 1


def stays_behind():
    tables = boto3.client("dynamodb", REGION).list_tables()["TableNames"]
    functions = boto3.client("lambda", REGION).list_functions()["Functions"]
    queues = boto3.client("sqs", REGION).list_queues().get("QueueUrls", [])
    return tables + [one["FunctionName"] for one in functions] + queues


@mock_aws
def main(path):
    with open(path, encoding="utf-8") as file:
        template, out = adapted(json.load(file))
    s3 = boto3.client("s3", REGION)
    s3.create_bucket(Bucket="artifacts")
    s3.put_object(Bucket="artifacts", Key=template["Parameters"]["CodeKey"]["Default"], Body=b"jar")
    s3.put_object(Bucket="artifacts", Key="template", Body=json.dumps(template).encode())
    cloudformation = boto3.client("cloudformation", REGION)
    for case in CASES:
        cloudformation.create_stack(
            StackName="RolecallMonitor",
            TemplateURL="https://s3.amazonaws.com/artifacts/template",
            Capabilities=["CAPABILITY_IAM"],
            Parameters=[
                {"ParameterKey": name, "ParameterValue": value}
                for name, value in {"CodeBucket": "artifacts", **case}.items()
            ],
        )
        check(case)
        cloudformation.delete_stack(StackName="RolecallMonitor")
        assert not stays_behind(), f"{stays_behind()} stays behind"
    print(f"deployed {len(CASES)} times; {len(out)} of {len(out) + len(template['Resources'])} resources left out")


main(sys.argv[1])
