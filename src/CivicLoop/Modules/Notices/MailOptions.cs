namespace CivicLoop.Modules.Notices;

/// <summary>How mail leaves the city. Read from <c>Mail</c> in appsettings.json or
/// <c>CIVICLOOP_MAIL__…</c>.</summary>
internal sealed record MailOptions
{
    /// <summary>SMTP server; null sends nothing and keeps the notices waiting.</summary>
    public string? Host { get; init; }

    public int Port { get; init; } = 587;

    public string? User { get; init; }

    public string? Password { get; init; }

    /// <summary>Address the city's mail comes from.</summary>
    public string From { get; init; } = "noreply@localhost";

    public static MailOptions Read(IConfiguration configuration) =>
        configuration.GetSection("Mail").Get<MailOptions>() ?? new MailOptions();
}
