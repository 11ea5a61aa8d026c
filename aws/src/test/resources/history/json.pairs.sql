SELECT "eventname", "record"
FROM (
SELECT "eventname", "record", row_number() OVER (PARTITION BY COALESCE("pair", "record") ORDER BY "eventtime" DESC, "eventid" DESC) AS "number"
FROM (
SELECT
  json_extract_scalar("t"."cloudtrailevent", '$.eventName') AS "eventname",
  "t"."cloudtrailevent" AS "record",
  json_extract_scalar("t"."cloudtrailevent", '$.eventTime') AS "eventtime",
  COALESCE(json_extract_scalar("t"."cloudtrailevent", '$.sharedEventID'), json_extract_scalar("t"."cloudtrailevent", '$.eventID')) AS "eventid",
  CASE WHEN (COALESCE(json_extract_scalar("t"."cloudtrailevent", '$.errorCode'), '') = '' AND json_extract_scalar("t"."cloudtrailevent", '$.eventSource') = 'sts.amazonaws.com' AND json_extract_scalar("t"."cloudtrailevent", '$.eventName') IN ('AssumeRole', 'AssumeRoleWithSAML', 'AssumeRoleWithWebIdentity')) THEN json_format(CAST(ARRAY[json_extract_scalar("t"."cloudtrailevent", '$.requestParameters.roleArn'), json_extract_scalar("t"."cloudtrailevent", '$.userIdentity.type'), regexp_replace(json_extract_scalar("t"."cloudtrailevent", '$.userIdentity.arn'), '(:assumed-role/[^/]+)/.*$', '$1'), split_part(json_extract_scalar("t"."cloudtrailevent", '$.userIdentity.principalId'), ':', 1), json_extract_scalar("t"."cloudtrailevent", '$.userIdentity.sessionContext.sessionIssuer.arn'), json_extract_scalar("t"."cloudtrailevent", '$.userIdentity.userName'), json_extract_scalar("t"."cloudtrailevent", '$.userIdentity.invokedBy'), json_extract_scalar("t"."cloudtrailevent", '$.requestParameters.externalId'), json_extract_scalar("t"."cloudtrailevent", '$.requestParameters.sourceIdentity'), json_extract_scalar("t"."cloudtrailevent", '$.requestParameters.serialNumber'), json_format(json_extract("t"."cloudtrailevent", '$.requestParameters.tags')), json_extract_scalar("t"."cloudtrailevent", '$.userIdentity.sessionContext.attributes.mfaAuthenticated')] AS JSON)) ELSE json_extract_scalar("t"."cloudtrailevent", '$.eventID') END AS "pair"
FROM "AwsDataCatalog"."logs"."json" AS "t"
WHERE (NOT (regexp_like("t"."day", '^20[0-9]{2}[^0-9]?(0[1-9]|1[0-2])([^0-9]?[0-3][0-9].*)?$')) OR rpad(regexp_replace("t"."day", '[^0-9]', ''), 8, '9') >= '20191231')
  AND (NOT (regexp_like("t"."day", '^20[0-9]{2}[^0-9]?(0[1-9]|1[0-2])([^0-9]?[0-3][0-9].*)?$')) OR rpad(regexp_replace("t"."day", '[^0-9]', ''), 8, '0') < '20300102')
  AND json_extract_scalar("t"."cloudtrailevent", '$.eventTime') >= '2019-12-31 00:00:00'
  AND json_extract_scalar("t"."cloudtrailevent", '$.eventTime') < '2030-01-02T00:00:00Z'
  AND (COALESCE(json_extract_scalar("t"."cloudtrailevent", '$.errorCode'), '') = '' AND json_extract_scalar("t"."cloudtrailevent", '$.eventSource') = 'sts.amazonaws.com' AND json_extract_scalar("t"."cloudtrailevent", '$.eventName') IN ('AssumeRole', 'AssumeRoleWithSAML', 'AssumeRoleWithWebIdentity') AND json_extract_scalar("t"."cloudtrailevent", '$.eventTime') >= '2020-01-01 00:00:00' AND json_extract_scalar("t"."cloudtrailevent", '$.eventTime') < '2030-01-01T00:00:00Z')
))
WHERE "number" <= 20
