@echo off
rem Starts Rolecall's command line with the Java runtime in this package.
rem ROLECALL_JAVA_OPTS: options for the JVM, for example -Xmx8g.
rem Arguments are passed on as they were given: none but the first is looked at.
setlocal EnableExtensions DisableDelayedExpansion
set "home=%~dp0.."

rem The JVM reports on stderr that it took options from these: they go in as arguments.
set "given=%JAVA_TOOL_OPTIONS% %JDK_JAVA_OPTIONS% %ROLECALL_JAVA_OPTS% %_JAVA_OPTIONS%"
set "JAVA_TOOL_OPTIONS="
set "JDK_JAVA_OPTIONS="
set "_JAVA_OPTIONS="

set "bare=%given:"=%"
set "options=-XX:-UsePerfData -Xlog:disable"
if "%bare:-XX:+Use=%"=="%bare%" set "options=%options% -XX:+UseSerialGC"
if "%~1"=="report" set "options=%options% -Xmn96m"

rem Answers are in UTF-8: so is the console until they are written.
set "chcp=%SystemRoot%\System32\chcp.com"
set "page="
for /f "tokens=2 delims=:." %%p in ('"%chcp%" 2^>nul') do set "page=%%p"
if defined page "%chcp%" 65001 >nul 2>nul

"%home%\runtime\bin\java.exe" %options% "-XX:AOTCache=%home%\lib\live.aot" %given% -jar "%home%\lib\rolecall.jar" %*
set "status=%errorlevel%"

if defined page "%chcp%" %page% >nul 2>nul
exit /b %status%
