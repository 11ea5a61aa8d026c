SELECT "eventname", "record"
FROM (
SELECT "eventname", "record", row_number() OVER (PARTITION BY "pair" ORDER BY "eventtime" DESC, "eventid" DESC) AS "number"
FROM (
SELECT
  json_extract_scalar("t"."cloudtrailevent", '$.eventName') AS "eventname",
  "t"."cloudtrailevent" AS "record",
  json_extract_scalar("t"."cloudtrailevent", '$.eventTime') AS "eventtime",
  COALESCE(json_extract_scalar("t"."cloudtrailevent", '$.sharedEventID'), json_extract_scalar("t"."cloudtrailevent", '$.eventID')) AS "eventid",
  CASE WHEN (COALESCE(json_extract_scalar("t"."cloudtrailevent", '$.errorCode'), '') = '' AND json_extract_scalar("t"."cloudtrailevent", '$.eventSource') = 'sts.amazonaws.com' AND json_extract_scalar("t"."cloudtrailevent", '$.eventName') IN ('AssumeRole', 'AssumeRoleWithSAML', 'AssumeRoleWithWebIdentity')) THEN json_format(CAST(ARRAY[json_extract_scalar("t"."cloudtrailevent", '$.requestParameters.roleArn'), json_extract_scalar("t"."cloudtrailevent", '$.userIdentity.type'), regexp_replace(json_extract_scalar("t"."cloudtrailevent", '$.userIdentity.arn'), '(:assumed-role/[^/]+)/.*$', '$1'), split_part(json_extract_scalar("t"."cloudtrailevent", '$.userIdentity.principalId'), ':', 1), json_extract_scalar("t"."cloudtrailevent", '$.userIdentity.sessionContext.sessionIssuer.arn'), json_extract_scalar("t"."cloudtrailevent", '$.userIdentity.userName'), json_extract_scalar("t"."cloudtrailevent", '$.userIdentity.invokedBy'), json_extract_scalar("t"."cloudtrailevent", '$.requestParameters.externalId'), json_extract_scalar("t"."cloudtrailevent", '$.requestParameters.sourceIdentity'), json_extract_scalar("t"."cloudtrailevent", '$.requestParameters.serialNumber'), json_format(json_extract("t"."cloudtrailevent", '$.requestParameters.tags')), json_extract_scalar("t"."cloudtrailevent", '$.userIdentity.sessionContext.attributes.mfaAuthenticated')] AS JSON)) ELSE COALESCE(json_extract_scalar("t"."cloudtrailevent", '$.eventID'), CAST(uuid() AS VARCHAR)) END AS "pair"
FROM "AwsDataCatalog"."logs"."json" AS "t"
WHERE (length(regexp_replace("t"."day", '[^0-9]', '')) < 6 OR rpad(regexp_replace("t"."day", '[^0-9]', ''), 8, '9') >= '20191231')
  AND (length(regexp_replace("t"."day", '[^0-9]', '')) < 6 OR rpad(regexp_replace("t"."day", '[^0-9]', ''), 8, '0') < '20300102')
  AND json_extract_scalar("t"."cloudtrailevent", '$.eventTime') >= '2019-12-31 00:00:00'
  AND json_extract_scalar("t"."cloudtrailevent", '$.eventTime') < '2030-01-02T00:00:00Z'
  AND (COALESCE(json_extract_scalar("t"."cloudtrailevent", '$.errorCode'), '') = '' AND json_extract_scalar("t"."cloudtrailevent", '$.eventSource') = 'sts.amazonaws.com' AND json_extract_scalar("t"."cloudtrailevent", '$.eventName') IN ('AssumeRole', 'AssumeRoleWithSAML', 'AssumeRoleWithWebIdentity') AND json_extract_scalar("t"."cloudtrailevent", '$.eventTime') >= '2020-01-01 00:00:00' AND json_extract_scalar("t"."cloudtrailevent", '$.eventTime') < '2030-01-01T00:00:00Z')
))
WHERE "number" <= 20
