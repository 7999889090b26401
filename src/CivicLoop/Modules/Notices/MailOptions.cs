using System.ComponentModel;

namespace CivicLoop.Modules.Notices;

/// <summary>How mail leaves the city. Read from <c>Mail</c> in appsettings.json or
/// <c>CIVICLOOP_MAIL__…</c>.</summary>
internal sealed record MailOptions
{
    [Description("SMTP server; null sends nothing and keeps the notices waiting.")]
    public string? Host { get; init; }

    [Description("Port of the SMTP server; 587 speaks STARTTLS.")]
    public int Port { get; init; } = 587;

    [Description("Name the SMTP server knows the city by; null asks for no sign-in.")]
    public string? User { get; init; }

    [Description("Password of that name; better in the environment than in a file.")]
    public string? Password { get; init; }

    [Description("Address the city's mail comes from.")]
    public string From { get; init; } = "noreply@localhost";

    public static MailOptions Read(IConfiguration configuration) =>
        configuration.GetSection("Mail").Get<MailOptions>() ?? new MailOptions();
}
