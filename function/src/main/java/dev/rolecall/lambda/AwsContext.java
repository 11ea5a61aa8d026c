package dev.rolecall.lambda;

import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;

/// How AWS is reached.
///
/// @param credentials the function's own
record AwsContext(SdkHttpClient http, AwsCredentialsProvider credentials) {}
