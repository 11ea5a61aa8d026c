package dev.rolecall.lambda.wiring;

import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;

/// How AWS is reached.
///
/// @param credentials the function's own
public record AwsContext(SdkHttpClient http, AwsCredentialsProvider credentials) {}
