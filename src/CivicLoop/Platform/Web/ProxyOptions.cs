using System.ComponentModel;
using System.Net;
using Microsoft.AspNetCore.HttpOverrides;

namespace CivicLoop.Platform.Web;

/// <summary>The servers that stand in front of the program. Read from <c>Proxy</c> in
/// appsettings.json or <c>CIVICLOOP_PROXY__…</c>. Without it nobody is believed to speak for
/// somebody else.</summary>
internal sealed record ProxyOptions
{
    [Description(
        "Addresses or networks (`10.0.0.2 192.168.4.0/24`), separated by blanks, of the proxies "
        + "whose X-Forwarded-For, -Proto and -Host are believed. None: the headers are "
        + "ignored.")]
    public string? Trusted { get; init; }

    public static ProxyOptions Read(IConfiguration configuration) =>
        configuration.GetSection("Proxy").Get<ProxyOptions>() ?? new ProxyOptions();

    /// <summary>Null where no proxy is believed.</summary>
    /// <exception cref="InvalidDataException">What stands there is neither address nor
    /// network.</exception>
    public ForwardedHeadersOptions? Forwarding()
    {
        var words = (Trusted ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0)
        {
            return null;
        }

        var options = new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto
                | ForwardedHeaders.XForwardedHost,
            // As many as there are proxies in a row: each one's address is looked at.
            ForwardLimit = null,
        };
        // This machine is among them by default; it has to be named like any other.
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var word in words)
        {
            if (IPAddress.TryParse(word, out var address))
            {
                options.KnownProxies.Add(address);
            }
            else if (System.Net.IPNetwork.TryParse(word, out var network))
            {
                options.KnownIPNetworks.Add(network);
            }
            else
            {
                throw new InvalidDataException(
                    $"Proxy:Trusted: {word} is neither an address nor a network.");
            }
        }

        return options;
    }
}
