using CivicLoop.Platform.Database;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.AspNetCore.Identity;

namespace CivicLoop.Platform.Identity;

/// <summary>Accounts, sessions and keys of a city.</summary>
internal static class CityIdentitySetup
{
    public const string CookieName = "civicloop";

    /// <summary>What server and command line share.</summary>
    public static IServiceCollection AddCityIdentity(this IServiceCollection services)
    {
        services.AddSingleton<Callers>();
        services.AddSingleton<OneTimeLinks>();
        services.AddSingleton<ApiTokens>();
        services.AddScoped<SessionEvents>();
        services.AddHttpContextAccessor();
        AddKeys(services);
        services.AddIdentityCore<Account>(Configure)
            .AddUserStore<AccountStore>()
            .AddUserManager<CityUsers>()
            .AddClaimsPrincipalFactory<AccountPrincipals>()
            .AddSignInManager<CitySignIn>()
            .AddTokenProvider<AuthenticatorTokenProvider<Account>>(
                TokenOptions.DefaultAuthenticatorProvider);
        services.AddScoped<ILookupNormalizer, SignInNames>();
        services.AddScoped<CitySignIn>(found =>
            (CitySignIn)found.GetRequiredService<SignInManager<Account>>());
        AddCookies(services);
        return services;
    }

    /// <summary>After authentication and routing, before the endpoints.</summary>
    public static IApplicationBuilder UseCityIdentity(this IApplicationBuilder app) => app
        .UseMiddleware<IdentityGate>()
        .UseAuthorization();

    // Outside the database: whoever copies one has not the other. The files are readable by the
    // program's user alone, which is what the framework's warning asks about.
    private static void AddKeys(IServiceCollection services)
    {
        services.AddDataProtection().SetApplicationName("CivicLoop");
        services.AddOptions<KeyManagementOptions>()
            .Configure<DataFolder, ILoggerFactory>((options, folder, log) =>
                options.XmlRepository = new FileSystemXmlRepository(KeyFolder(folder), log));
        services.AddLogging(log =>
            log.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error));
    }

    private static DirectoryInfo KeyFolder(DataFolder folder)
    {
        var keys = Directory.CreateDirectory(Path.Combine(folder.Path, "keys"));
        if (!OperatingSystem.IsWindows())
        {
            keys.UnixFileMode =
                UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        }

        return keys;
    }

    private static void AddCookies(IServiceCollection services)
    {
        services.AddAuthorization();
        services.AddAuthentication(IdentityConstants.ApplicationScheme).AddIdentityCookies();
        services.ConfigureApplicationCookie(options =>
        {
            options.Cookie.Name = CookieName;
            options.Cookie.HttpOnly = true;
            options.Cookie.SameSite = SameSiteMode.Lax;
            options.ExpireTimeSpan = SignInRules.SessionIdle;
            options.SlidingExpiration = true;
            options.LoginPath = "/sign-in";
            options.ReturnUrlParameter = "return";
            options.EventsType = typeof(SessionEvents);
        });
        services.Configure<CookieAuthenticationOptions>(
            IdentityConstants.TwoFactorUserIdScheme,
            options => options.Cookie.Name = CookieName + "-second");
        services.Configure<SecurityStampValidatorOptions>(options =>
        {
            options.ValidationInterval = SignInRules.StampCheck;
            options.OnRefreshingPrincipal = context =>
            {
                SessionClaims.Carry(context.CurrentPrincipal!, context.NewPrincipal!);
                return Task.CompletedTask;
            };
        });
    }

    private static void Configure(IdentityOptions options)
    {
        // The rule stands in PasswordRule, where pages find its words; Identity's own is switched
        // off so that there are not two.
        options.Password.RequiredLength = 1;
        options.Password.RequireDigit = false;
        options.Password.RequireLowercase = false;
        options.Password.RequireUppercase = false;
        options.Password.RequireNonAlphanumeric = false;
        options.Password.RequiredUniqueChars = 0;
        options.User.AllowedUserNameCharacters = "";
        options.Lockout.MaxFailedAccessAttempts = SignInRules.FailuresMax;
        options.Lockout.DefaultLockoutTimeSpan = SignInRules.LockTime;
        options.Lockout.AllowedForNewUsers = true;
        options.Stores.SchemaVersion = IdentitySchemaVersions.Version3;
    }
}
