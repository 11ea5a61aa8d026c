package dev.rolecall.history.wording;

/// Statements that create tables over the files of a trail, to copy. They have the columns that
/// [AWS
/// documents](https://docs.aws.amazon.com/athena/latest/ug/create-cloudtrail-table-partition-projection.html),
/// and two fields more, so that nothing is lost that Rolecall reads: `identityprovider` and
/// `sourceidentity`.
public final class TableDefinitions {

  private static final String COLUMNS =
      """
      CREATE EXTERNAL TABLE %s (
        eventversion STRING,
        useridentity STRUCT<
          type: STRING,
          principalid: STRING,
          arn: STRING,
          accountid: STRING,
          invokedby: STRING,
          accesskeyid: STRING,
          username: STRING,
          identityprovider: STRING,
          onbehalfof: STRUCT<
            userid: STRING,
            identitystorearn: STRING>,
          sessioncontext: STRUCT<
            attributes: STRUCT<
              mfaauthenticated: STRING,
              creationdate: STRING>,
            sessionissuer: STRUCT<
              type: STRING,
              principalid: STRING,
              arn: STRING,
              accountid: STRING,
              username: STRING>,
            sourceidentity: STRING,
            ec2roledelivery: STRING,
            webidfederationdata: STRUCT<
              federatedprovider: STRING,
              attributes: MAP<STRING,STRING>>>>,
        eventtime STRING,
        eventsource STRING,
        eventname STRING,
        awsregion STRING,
        sourceipaddress STRING,
        useragent STRING,
        errorcode STRING,
        errormessage STRING,
        requestparameters STRING,
        responseelements STRING,
        additionaleventdata STRING,
        requestid STRING,
        eventid STRING,
        readonly STRING,
        resources ARRAY<STRUCT<
          arn: STRING,
          accountid: STRING,
          type: STRING>>,
        eventtype STRING,
        apiversion STRING,
        recipientaccountid STRING,
        serviceeventdetails STRING,
        sharedeventid STRING,
        vpcendpointid STRING,
        vpcendpointaccountid STRING,
        eventcategory STRING,
        sessioncredentialfromconsole STRING,
        tlsdetails STRUCT<
          tlsversion: STRING,
          ciphersuite: STRING,
          clientprovidedhostheader: STRING>)
      """;

  private static final String FILES =
      """
      ROW FORMAT SERDE 'org.apache.hive.hcatalog.data.JsonSerDe'
      STORED AS INPUTFORMAT 'com.amazon.emr.cloudtrail.CloudTrailInputFormat'
      OUTPUTFORMAT 'org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat'
      """;

  private static final String BY_DAY =
      """
        'projection.enabled' = 'true',
        'projection.timestamp.type' = 'date',
        'projection.timestamp.format' = 'yyyy/MM/dd',
        'projection.timestamp.interval' = '1',
        'projection.timestamp.interval.unit' = 'DAYS',
        'projection.timestamp.range' = '2024/01/01,NOW',
      """;

  private static final String OF_ORGANIZATION =
      """
        'projection.account.type' = 'enum',
        'projection.account.values' = '111122223333,444455556666',
        'projection.region.type' = 'enum',
        'projection.region.values' = 'us-east-1,eu-west-1',
        'storage.location.template' = 's3://amzn-s3-demo-bucket/AWSLogs/o-exampleorgid/${account}/CloudTrail/${region}/${timestamp}')
      """;

  private static final String OF_ACCOUNT =
      """
        'projection.region.type' = 'enum',
        'projection.region.values' = 'us-east-1,eu-west-1',
        'storage.location.template' = 's3://amzn-s3-demo-bucket/AWSLogs/111122223333/CloudTrail/${region}/${timestamp}')
      """;

  private static final String ACCOUNT_FILES =
      "LOCATION 's3://amzn-s3-demo-bucket/AWSLogs/111122223333/CloudTrail/'\n";

  private static final String PROPERTIES = "TBLPROPERTIES (\n";

  private TableDefinitions() {}

  /// For a trail of an organization.
  ///
  /// @param table how the table is to be called, quoted where that is needed
  public static String ofOrganization(String table) {
    return COLUMNS.formatted(table)
        + "PARTITIONED BY (account STRING, region STRING, `timestamp` STRING)\n"
        + FILES
        + "LOCATION 's3://amzn-s3-demo-bucket/AWSLogs/o-exampleorgid/'\n"
        + PROPERTIES
        + BY_DAY
        + OF_ORGANIZATION;
  }

  /// For a trail of one account.
  public static String ofAccount(String table) {
    return COLUMNS.formatted(table)
        + "PARTITIONED BY (region STRING, `timestamp` STRING)\n"
        + FILES
        + ACCOUNT_FILES
        + PROPERTIES
        + BY_DAY
        + OF_ACCOUNT;
  }

  /// For few files: each query scans all of them.
  public static String unpartitioned(String table) {
    return COLUMNS.formatted(table) + FILES + ACCOUNT_FILES;
  }
}
