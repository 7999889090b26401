using System.Net;
using System.Threading.RateLimiting;
using CivicLoop.Platform.Identity;

namespace CivicLoop.Modules.Participation;

/// <summary>Bounds how fast one address without an account may report: a flood of reports is work
/// for people, who must look at each.</summary>
internal sealed class ReportRate(PortalOptions options) : IDisposable
{
    // An IPv6 household has a whole network of addresses (RFC 6177).
    private const int NetworkBytes = 8;

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly PartitionedRateLimiter<string> limiter =
        PartitionedRateLimiter.Create<string, string>(sender =>
            RateLimitPartition.GetTokenBucketLimiter(sender, _ => new TokenBucketRateLimiterOptions
            {
                TokenLimit = Math.Max(1, options.ReportsAtOnce),
                TokensPerPeriod = Math.Max(1, options.ReportsPerMinute),
                ReplenishmentPeriod = Minute,
                QueueLimit = 0,
            }));

    /// <summary>True where one more may be sent; staff are known by name and not bounded.</summary>
    public async ValueTask<bool> AllowsAsync(Callers callers, HttpContext http)
    {
        if (options.ReportsAtOnce <= 0
            || (await callers.OfAsync(http)).OrganizationCode is not null)
        {
            return true;
        }

        using var lease = limiter.AttemptAcquire(SenderOf(http.Connection.RemoteIpAddress));
        return lease.IsAcquired;
    }

    public void Dispose() => limiter.Dispose();

    private static string SenderOf(IPAddress? address)
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
