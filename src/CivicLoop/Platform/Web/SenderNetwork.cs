using System.Net;

namespace CivicLoop.Platform.Web;

/// <summary>Where something came from, as far as it is bounded how fast more may come. It is kept
/// in memory for as long as the bound needs it, and nowhere else.</summary>
internal static class SenderNetwork
{
    // An IPv6 household has a whole network of addresses (RFC 6177).
    private const int NetworkBytes = 8;

    public static string Of(IPAddress? address)
    {
        if (address is null)
        {
            return "";
        }

        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        var bytes = plain.GetAddressBytes();
        return bytes.Length > NetworkBytes
            ? Convert.ToHexStringLower(bytes.AsSpan(0, NetworkBytes))
            : plain.ToString();
    }
}
