using System.Threading.RateLimiting;
using CivicLoop.Platform.Identity;
using CivicLoop.Platform.Web;

namespace CivicLoop.Modules.Participation;

/// <summary>Bounds how fast one address without an account may report: a flood of reports is work
/// for people, who must look at each.</summary>
internal sealed class ReportRate(PortalOptions options) : IDisposable
{
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

        using var lease = limiter.AttemptAcquire(SenderNetwork.Of(http.Connection.RemoteIpAddress));
        return lease.IsAcquired;
    }

    public void Dispose() => limiter.Dispose();
}
