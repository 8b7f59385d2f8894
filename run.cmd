@echo off
rem Opens the program on Windows; sets it up on the first run. Arguments are handed on to main.py.
setlocal
chcp 65001 >nul
set "PYTHONUTF8=1"
set "CHOSEN="
for %%v in (3.14 3.13 3.12 3.11) do if not defined CHOSEN py -%%v -c "" >nul 2>nul && set "CHOSEN=py -%%v"
if not defined CHOSEN python -c "import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 14))" >nul 2>nul && set "CHOSEN=python"
if not defined CHOSEN goto missing
%CHOSEN% "%~dp0packaging\set_up.py" run %*
set "STATUS=%ERRORLEVEL%"
rem Started by a double click the window would close over the message.
if not "%STATUS%"=="0" if "%~1"=="" pause
exit /b %STATUS%
:missing
rem Nothing follows the Vietnamese line that needs a jump: cmd counts bytes when it looks for a label.
echo Máy chưa có Python 3.11 đến 3.14: hãy cài Python từ trang chủ của Python hoặc nhờ người quản trị cài, rồi mở lại run.cmd.
if "%~1"=="" pause
exit /b 2
