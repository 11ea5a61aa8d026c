package dev.rolecall.cloudtrail.context;

import dev.rolecall.cloudtrail.record.RecordedCall;
import dev.rolecall.denial.KeyState;
import dev.rolecall.denial.RecordGap;
import dev.rolecall.denial.RequestContext;
import java.util.List;
import java.util.Optional;

/// The keys that tell from where a call came: an address, a VPC endpoint, or an AWS service.
record NetworkKeys(RequestContext.Builder context, RecordedCall recorded) {

  private static final String SOURCE_IP = "aws:SourceIp";
  private static final String VPC_SOURCE_IP = "aws:VpcSourceIp";
  private static final String VPCE = "aws:SourceVpce";
  private static final String VPCE_ACCOUNT = "aws:VpceAccount";

  /// All keys of requests through a VPC endpoint.
  private static final List<String> ENDPOINT_KEYS =
      List.of(
          VPCE,
          "aws:SourceVpc",
          "aws:SourceVpcArn",
          VPC_SOURCE_IP,
          VPCE_ACCOUNT,
          "aws:VpceOrgID",
          "aws:VpceOrgPaths");

  private static final List<String> CALLED_VIA =
      List.of("aws:CalledVia", "aws:CalledViaFirst", "aws:CalledViaLast");

  static void put(RequestContext.Builder context, RecordedCall recorded) {
    NetworkKeys keys = new NetworkKeys(context, recorded);
    keys.source();
    keys.calledVia();
  }

  private void source() {
    Optional<String> source = recorded.connection().source();
    Optional<SourceAddress> address = source.flatMap(SourceAddress::parse);
    Optional<String> endpoint = recorded.connection().endpoint();
    if (recorded.isViaService()) {
      context.put(SOURCE_IP, KeyState.unknown(RecordGap.SOURCE_IP_BEHIND_SERVICE.gap()));
      endpointKeys(KeyState.unknown(RecordGap.ENDPOINT.gap(), KeyState.ABSENT));
    } else if (endpoint.isPresent()) {
      context.put(SOURCE_IP, KeyState.ABSENT);
      endpoint(endpoint.get(), address);
    } else if (address.isPresent()) {
      address(address.get());
    } else {
      context.put(SOURCE_IP, KeyState.unknown(RecordGap.SOURCE_IP_BEHIND_SERVICE.gap()));
      boolean ofService = source.filter(NetworkKeys::isService).isPresent();
      endpointKeys(
          ofService
              ? KeyState.ABSENT
              : KeyState.unknown(RecordGap.ENDPOINT.gap(), KeyState.ABSENT));
    }
  }

  private void endpoint(String id, Optional<SourceAddress> address) {
    endpointKeys(KeyState.unknown(RecordGap.VPC.gap()));
    context.put(VPCE, KeyState.present(id));
    address.ifPresent(ip -> context.put(VPC_SOURCE_IP, KeyState.present(ip.text())));
    recorded
        .connection()
        .endpointAccount()
        .ifPresent(account -> context.put(VPCE_ACCOUNT, KeyState.present(account.value())));
  }

  private void address(SourceAddress address) {
    if (!address.isPrivate()) {
      context.put(SOURCE_IP, KeyState.present(address.text()));
      endpointKeys(KeyState.ABSENT);
      return;
    }
    context.put(SOURCE_IP, KeyState.unknown(RecordGap.SOURCE_IP.gap(), KeyState.ABSENT));
    endpointKeys(KeyState.unknown(RecordGap.ENDPOINT.gap()));
    context.put(
        VPC_SOURCE_IP,
        KeyState.unknown(RecordGap.SOURCE_IP.gap(), KeyState.present(address.text())));
  }

  private void endpointKeys(KeyState state) {
    ENDPOINT_KEYS.forEach(key -> context.put(key, state));
  }

  private void calledVia() {
    boolean via = recorded.isViaService();
    context.put("aws:ViaAWSService", KeyState.present(String.valueOf(via)));
    KeyState services =
        via
            ? KeyState.unknown(
                RecordGap.CALLED_VIA.gap(),
                KeyState.present(recorded.identity().invokedBy().orElse("")))
            : KeyState.ABSENT;
    CALLED_VIA.forEach(key -> context.put(key, services));
  }

  private static boolean isService(String source) {
    return source.endsWith(".amazonaws.com")
        || source.endsWith(".amazonaws.com.cn")
        || source.equals("AWS Internal");
  }
}
